"""Pairs made of other pairs by one small change, so that the change decides and not the topic.

Each maker takes a pair and gives one with the label that the change makes certain, or None where it has no
hold. Changed are a figure or its bound, a date, the polarity, how surely the evidence says it, who says it,
whether the decisive sentence is there at all, and whether the evidence is about this at all.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pairs import LABELS, Pair

SUPPORTS, REFUTES, NEUTRAL = LABELS["supports"], LABELS["refutes"], LABELS["neutral"]
Maker = Callable[["Contrasts", Pair, random.Random], Pair | None]

_NUMBER = re.compile(r"(?<![\w.,$-])\d{1,3}(?:,\d{3})+(?![\w,-])|(?<![\w.,$-])\d+(?:\.\d+)?(?![\w-])")
_YEAR = re.compile(r"(?<![\w.,-])(?:1[5-9]|20)\d\d(?![\w,-])")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NAMED_DATE = re.compile(rf"\b(?:{'|'.join(_MONTHS + _DAYS)})\b")
_BOUNDED = re.compile(
    r"\b(?:least|most|than|over|under|about|around|approximately|nearly|almost|up to|below|above|some|roughly"
    r"|between|exceed\w*|to|and|only|exactly|first|number|no\.?|after|before|since|until|by|even at)\s*$"
    r"|\b[A-Z]\w*\s*$|[$€£#/:–-]\s*$"
)
_UNBOUNDABLE = re.compile(
    r"^\s*(?:%|percent|th\b|st\b|nd\b|rd\b|[:–/.,-]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|$)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:before|after|since|until|by|than|between|from|late\w*|early)\s+(?:\S+\s+){0,3}$"
)
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|has|have|had|will|can|could|did|does|would|should)\b")
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|n't|neither|nor|without|only|nobody|nothing|hardly)\b|n't", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'“(])")
_WORD = re.compile(r"[a-z0-9]{3,}")
_EMPTY = frozenset(
    [
        "the",
        "and",
        "for",
        "was",
        "were",
        "that",
        "with",
        "this",
        "from",
        "are",
        "has",
        "had",
        "have",
        "his",
        "her",
        "its",
        "their",
        "which",
        "who",
        "also",
        "but",
        "not",
        "been",
        "one",
        "two",
        "after",
        "into",
        "over",
        "than",
        "more",
        "other",
        "first",
        "such",
        "when",
        "where",
        "they",
        "she",
        "him",
        "they",
        "there",
        "would",
        "will",
        "can",
    ]
)

LOOSE = (
    "It is unclear whether {}", "Investigators are examining whether {}",
    "Unconfirmed rumours claimed that {}",
    "It is possible that {}", "There are fears that {}", "It could not be verified that {}",
    "A court will decide whether {}", "Some have speculated that {}", "Researchers are testing whether {}",
    "Critics asked whether {}", "It may be that {}", "Had things gone otherwise, {}",
    "The report does not say whether {}", "It is feared that {}", "Reportedly, {}", "It is said that {}",
    "Police are looking into reports that {}", "{who} refused to say whether {}", "{who} predicted that {}",
    "{who} hopes that {}", "{who} asked whether {}", "If {}, an inquiry will follow", "Perhaps {}",
    "{who} suspects that {}", "{who} could neither confirm nor deny that {}", "It has been suggested that {}",
    "{who} warned that it might turn out that {}", "A leaflet urged readers to imagine that {}",
)  # fmt: skip
AGAINST = (
    "It is not true that {}", "Officials dismissed as false reports that {}",
    "It was wrongly reported that {}",
    "No evidence was found that {}, and records show the opposite", "It is a myth that {}",
    "{who} denied that {}", "{who} rejected the claim that {}",
    "Contrary to what was reported, it is false that {}",
)  # fmt: skip
SAYING = (
    "{who} said that {}", "According to {who}, {}", "{who} confirmed that {}", "{who} told reporters that {}",
    "{who} stated that {}", "{who} announced that {}", "{}, {who} said", "{who} reported that {}",
)  # fmt: skip
SPEAKERS = (
    "the ministry", "the rebels", "a spokesman for the army", "the mayor", "the police chief", "the union",
    "the company", "the opposition", "a witness", "the prosecutor", "the hospital's director", "the governor",
    "Anna Velde", "Tomas Ribar", "Dr. Okoye", "the foreign minister", "the study's authors", "the agency",
    "a resident", "the airline", "Senator Halloran", "the regulator", "the aid group",
    "the president's office",
)  # fmt: skip
_HEDGED_CLAIM = (
    "It is possible that {}",
    "Some people may think so: {}",
    "It may be true that {}",
    "Reportedly, {}",
)


@dataclass
class Contrasts:
    pool: Sequence[Pair]
    _by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        count: Counter[str] = Counter()
        bags = [words(p.evidence) for p in self.pool]
        for bag in bags:
            count.update(bag)
        for i, bag in enumerate(bags):
            for word in bag:
                if 2 <= count[word] <= 60:
                    self._by_word[word].append(i)

    def made(self, shares: dict[str, int], rng: random.Random) -> list[Pair]:
        """So many of each kind, from pairs drawn at random.

        Where the change refutes, the pair as it was comes along: else a date in a claim would mean that it is
        wrong.
        """
        out: list[Pair] = []
        for kind, wanted in shares.items():
            maker, found, tries = MAKERS[kind], 0, 0
            while found < wanted and tries < 60 * wanted:
                tries += 1
                drawn = rng.choice(self.pool)
                pair = maker(self, drawn, rng)
                if pair is not None:
                    both = drawn.label == SUPPORTS and pair.label == REFUTES
                    out += [pair, drawn] if both else [pair]
                    found += 1 + both
        return out

    def stranger(self, pair: Pair, rng: random.Random) -> Pair | None:
        """Evidence that shares rare words with the claim, and is about something else."""
        if pair.set.startswith(("mnli", "snli", "docnli_mnli", "arc")):
            return None
        asked = words(pair.claim)
        rare = [w for w in asked if w in self._by_word]
        if not rare:
            return None
        other = self.pool[rng.choice(self._by_word[rng.choice(rare)])]
        theirs = words(other.claim)
        near = len(asked & theirs) / max(1, min(len(asked), len(theirs)))
        shared = len(asked & words(other.evidence)) / len(asked)
        if other.evidence == pair.evidence or near > 0.5 or shared > 0.6:
            return None
        return Pair("made", pair.claim, other.evidence, NEUTRAL)


def words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _EMPTY


def figure(_: Contrasts, pair: Pair, rng: random.Random) -> Pair | None:
    """A figure that both have is changed in the claim, or given a bound."""
    if pair.label != SUPPORTS:
        return None
    shared = [m for m in _NUMBER.finditer(pair.claim) if m[0] in _NUMBER.findall(pair.evidence)]
    shared = [
        m for m in shared if not _YEAR.fullmatch(m[0]) and not _UNBOUNDABLE.match(pair.claim[m.end() :])
    ]
    if not shared:
        return None
    at = rng.choice(shared)
    value = float(at[0].replace(",", ""))
    if value == 0 or value > 1e10:
        return None
    if _BOUNDED.search(pair.claim[: at.start()]) or rng.random() < 0.35:
        new = _other(value, at[0], rng)
        if new is None or (_BOUNDED.search(pair.claim[: at.start()]) and rng.random() < 0.7):
            return None
        return Pair("made", _put(pair.claim, at.span(), new), pair.evidence, REFUTES)
    phrase, label = _bound(value, at[0], rng)
    return Pair("made", _put(pair.claim, at.span(), phrase), pair.evidence, label)


def _bound(value: float, written: str, rng: random.Random) -> tuple[str, int]:
    below, above = value * rng.uniform(0.3, 0.95), value * rng.uniform(1.06, 2.5)
    way = rng.choice(("low", "high", "near"))
    if way == "near":
        close = rng.random() < 0.5
        new = value * rng.uniform(0.97, 1.03) if close else rng.choice((value * 0.5, value * 2))
        word = rng.choice(("about", "around", "approximately", "roughly"))
        return f"{word} {_written(new, written)}", SUPPORTS if close else REFUTES
    holds = rng.random() < 0.5
    new = below if (way == "low") == holds else above
    word = (
        rng.choice(("at least", "more than", "over", "no fewer than"))
        if way == "low"
        else rng.choice(("at most", "fewer than", "less than", "under", "no more than"))
    )
    shown = _written(new, written)
    if float(shown.replace(",", "")) == value:
        return f"exactly {written}", SUPPORTS
    return f"{word} {shown}", SUPPORTS if holds else REFUTES


def _other(value: float, written: str, rng: random.Random) -> str | None:
    new = _written(value * rng.choice((0.5, 0.7, 0.85, 1.2, 1.5, 2, 3)) + rng.choice((-1, 0, 1)), written)
    return None if float(new.replace(",", "")) in (value, 0.0) else new


def _written(value: float, like: str) -> str:
    value = max(value, 1.0)
    decimals = len(like.split(".")[1]) if "." in like else 0
    if value > 100 and not decimals:
        value = float(f"{value:.2g}")
    return f"{value:,.{decimals}f}" if "," in like or value >= 10_000 else f"{value:.{decimals}f}"


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def date(_: Contrasts, pair: Pair, rng: random.Random) -> Pair | None:
    """A year, month or weekday that both have is changed in the claim."""
    if pair.label != SUPPORTS:
        return None
    found = [
        m for pattern in (_YEAR, _NAMED_DATE) for m in pattern.finditer(pair.claim) if m[0] in pair.evidence
    ]
    found = [m for m in found if not _RELATIVE.search(pair.claim[: m.start()])]
    if not found:
        return None
    at = rng.choice(found)
    names = _MONTHS if at[0] in _MONTHS else _DAYS
    new = (
        str(int(at[0]) + rng.choice((-10, -3, -2, -1, 1, 2, 3, 7))) if at[0].isdigit() else rng.choice(names)
    )
    if new == at[0] or new in pair.evidence:
        return None
    return Pair("made", _put(pair.claim, at.span(), new), pair.evidence, REFUTES)


def negated(_: Contrasts, pair: Pair, rng: random.Random) -> Pair | None:
    """The claim is turned into its opposite."""
    at = _AUXILIARY.search(pair.claim)
    if pair.label != SUPPORTS or at is None or _NEGATIVE.search(pair.claim):
        return None
    word = rng.choice(("not", "not", "never"))
    return Pair("made", f"{pair.claim[: at.end()]} {word}{pair.claim[at.end() :]}", pair.evidence, REFUTES)


def hedged(_: Contrasts, pair: Pair, rng: random.Random) -> Pair | None:
    """What the evidence says is put in doubt, denied, or laid in a mouth; or the claim is less sure."""
    if pair.label != SUPPORTS or not _is_brief(pair.evidence):
        return None
    way, who = rng.random(), rng.choice(SPEAKERS)
    if way < 0.4:
        return Pair("made", pair.claim, _wrapped(rng.choice(LOOSE), pair.evidence, who), NEUTRAL)
    if way < 0.65:
        return Pair("made", pair.claim, _wrapped(rng.choice(AGAINST), pair.evidence, who), REFUTES)
    if way < 0.9:
        return Pair("made", pair.claim, _wrapped(rng.choice(SAYING), pair.evidence, who), SUPPORTS)
    return Pair("made", _wrapped(rng.choice(_HEDGED_CLAIM), pair.claim, who), pair.evidence, SUPPORTS)


def spoken(_: Contrasts, pair: Pair, rng: random.Random) -> Pair | None:
    """Both sides are somebody's word: the same one's, another's, or a denial."""
    if pair.label not in (SUPPORTS, REFUTES) or not (_is_brief(pair.evidence) and _is_brief(pair.claim)):
        return None
    one, other = rng.sample(SPEAKERS, 2)
    claim = _wrapped(rng.choice(SAYING), pair.claim, one)
    way = rng.random()
    if way < 0.4:
        return Pair("made", claim, _wrapped(rng.choice(SAYING), pair.evidence, other), NEUTRAL)
    if way < 0.85:
        return Pair("made", claim, _wrapped(rng.choice(SAYING), pair.evidence, one), pair.label)
    if pair.label != SUPPORTS:
        return None
    return Pair("made", claim, _wrapped("{who} denied that {}", pair.evidence, one), REFUTES)


def _is_brief(text: str) -> bool:
    return len(text.split()) <= 45 and len(_SENTENCE.split(text)) == 1


def _wrapped(frame: str, text: str, who: str) -> str:
    inner = text.strip().rstrip(".!? ")
    said = frame.replace("{who}", who).replace("{}", inner)
    return said[0].upper() + said[1:] + "."


def decisive(_: Contrasts, pair: Pair, __: random.Random) -> Pair | None:
    """The sentence that the claim leans on is taken out of the evidence."""
    sentences = _SENTENCE.split(pair.evidence)
    if pair.label not in (SUPPORTS, REFUTES) or len(sentences) < 2:
        return None
    asked = words(pair.claim)
    held = [len(asked & words(s)) for s in sentences]
    best = max(range(len(sentences)), key=held.__getitem__)
    rest = sentences[:best] + sentences[best + 1 :]
    left = len(asked & frozenset().union(*map(words, rest)))
    if held[best] < 2 or left > 0.5 * held[best] or len(" ".join(rest).split()) < 6:
        return None
    return Pair("made", pair.claim, " ".join(rest), NEUTRAL)


def elsewhere(contrasts: Contrasts, pair: Pair, rng: random.Random) -> Pair | None:
    """Evidence about something else that shares its words."""
    return contrasts.stranger(pair, rng)


MAKERS: dict[str, Maker] = {
    "figure": figure,
    "date": date,
    "negated": negated,
    "hedged": hedged,
    "spoken": spoken,
    "decisive": decisive,
    "elsewhere": elsewhere,
}
