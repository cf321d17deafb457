"""The score of a suggestion: the strongest ground, what supports it, less what speaks against it.

The weights were set by hand on names that are not in the tests. They order what people look at first and
are no probabilities. Explanations are the docstrings in `features`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from sayso.actors import features
from sayso.actors.names import Name

Feature: TypeAlias = Callable[[Name, Name], bool]

SUGGESTED = 0.4
"""Below this nothing is suggested."""
_HIGHEST = 0.95
"""Never 1: a suggestion is not certain, else it would have been joined."""

GROUNDS: dict[Feature, float] = {
    features.acronym_in_brackets: 0.9,
    features.middle_name_left_out: 0.8,
    features.legal_form_left_out: 0.8,
    features.same_words_in_other_order: 0.75,
    features.name_in_domain: 0.75,
    features.spelt_otherwise: 0.7,
    features.short_form_of_first_name: 0.7,
    features.shorter_name_inside: 0.6,
    features.initials_stand_for_name: 0.6,
    features.word_cut_short: 0.6,
    features.acronym_of_initials: 0.6,
    features.doubtful_name_of: 0.55,
    features.same_name_other_kind: 0.5,
    features.surname_alone: 0.5,
    features.last_word_alone: 0.45,
    features.same_name_parted: 0.6,
}
SUPPORTS: dict[Feature, float] = {
    features.same_affiliation: 0.15,
    features.same_state: 0.15,
    features.same_office: 0.1,
    features.title_fits_first_name: 0.1,
}
AGAINST: dict[Feature, float] = {
    features.other_first_name: 1.0,
    features.other_sex: 1.0,
    features.other_suffix: 1.0,
    features.other_number: 1.0,
    features.two_entries: 1.0,
    features.other_state: 0.2,
}


class Score(NamedTuple):
    """A number with its sentence."""

    value: float
    why: str


def same(a: Name, b: Name) -> Score | None:
    """How far two names look like one actor, or None where nothing says so."""
    ground = next((f for f in _grounds(a, b) if f(a, b)), None)
    if ground is None:
        return None
    support = [f for f in SUPPORTS if f(a, b)]
    against = [f for f in AGAINST if f(a, b)]
    value = GROUNDS[ground] + sum(SUPPORTS[f] for f in support) - sum(AGAINST[f] for f in against)
    return Score(round(max(0.0, min(_HIGHEST, value)), 2), _sentence(ground, support, against))


_STRONGEST_FIRST: list[Feature] = sorted(GROUNDS, key=GROUNDS.__getitem__, reverse=True)
_PERSONAL = frozenset(
    {
        features.middle_name_left_out,
        features.spelt_otherwise,
        features.short_form_of_first_name,
        features.initials_stand_for_name,
        features.surname_alone,
        features.same_name_parted,
    }
)
"""What two persons are compared by. The rest is asked of bodies, and these would find nothing there."""
_BETWEEN_PERSONS: list[Feature] = [f for f in _STRONGEST_FIRST if f in _PERSONAL]


def _grounds(a: Name, b: Name) -> list[Feature]:
    return _BETWEEN_PERSONS if a.person and b.person else _STRONGEST_FIRST


def _sentence(ground: Feature, support: list[Feature], against: list[Feature]) -> str:
    parts = [explanation(ground), *(f"also, {explanation(f)}" for f in support)]
    return "; ".join([*parts, *(f"but {explanation(f)}" for f in against)])


def explanation(feature: Feature) -> str:
    """The sentence that a feature stands for."""
    return " ".join((feature.__doc__ or feature.__name__).split())
