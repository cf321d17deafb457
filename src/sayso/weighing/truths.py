"""Settled values against known true ones: how many are right, and how far probabilities can be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sayso.settlements import MEASURES, Panel, Settlement, Statement

_TRUTH = "\0 truth"
"""The source that the truth is laid in the mouth of; no file can name it so."""


class Truths(NamedTuple):
    """What a settlement is worth where the truth is known."""

    objects: int
    """With a true value and at least one that is stated."""
    right: int
    """Whose most probable value is the true one, however it is written."""
    mean: float
    """Of the most probable values' probabilities: how many should be right."""
    brier: float
    """Mean over objects of their options' squared errors; a true value that nobody states is one of them."""


def truths(settled: Settlement, panel: Panel, said: Sequence[Statement], true: Mapping[str, str]) -> Truths:
    """Values are compared as the panel compares them; where there is no object in common, all is 0."""
    same = _same(panel, said, true)
    right, sure, errors = 0, [], []
    for object, options in groupby(settled.options, key=lambda one: one.object):
        if object not in true:
            continue
        judged = [(one.probability, (object, one.value) in same) for one in options]
        right += judged[0][1]
        sure.append(judged[0][0])
        wrong = sum(p**2 for p, hit in judged if not hit)
        errors.append(wrong + (1 - sum(p for p, hit in judged if hit)) ** 2)
    count = max(1, len(sure))
    return Truths(len(sure), right, sum(sure) / count, sum(errors) / count)


def _same(panel: Panel, said: Sequence[Statement], true: Mapping[str, str]) -> set[tuple[str, str]]:
    """Objects and options of which the truth is another way to write them."""
    from sayso.weighing.settling import panel as panels

    measures = {name: MEASURES[m] for name, m in zip(panel.objects, panel.measures.tolist(), strict=True)}
    labels = _labels(panel)
    by_measure: dict[str, list[Statement]] = defaultdict(list)
    for one in said:
        if one.object in true and one.object in measures:
            by_measure[measures[one.object]].append(one)
    found: set[tuple[str, str]] = set()
    for measure, own in by_measure.items():
        objects = dict.fromkeys(one.object for one in own)
        told = [*own, *(Statement(name, true[name], _TRUTH) for name in objects)]
        again = panels.panel(told, measure=next(m for m in MEASURES if m == measure))
        found |= _with_truth(again, labels)
    return found


def _labels(panel: Panel) -> dict[tuple[str, str], str]:
    """By object and source: the option's name."""
    return {
        (panel.objects[panel.option_object[option]], panel.sources[source]): panel.options[option]
        for option, source in zip(panel.claim_option.tolist(), panel.claim_source.tolist(), strict=True)
    }


def _with_truth(again: Panel, labels: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    if _TRUTH not in again.sources:
        return set()
    truth = list(again.sources).index(_TRUTH)
    options = set(again.claim_option[again.claim_source == truth].tolist())
    found = set()
    for option, source in zip(again.claim_option.tolist(), again.claim_source.tolist(), strict=True):
        object = again.objects[again.option_object[option]]
        if option in options and (object, again.sources[source]) in labels:
            found.add((object, labels[object, again.sources[source]]))
    return found
