"""The hand-written chains are sound, and their score tells right from wrong. No extractor is run here."""

from __future__ import annotations

from dataclasses import replace

import pytest

import case_scores
import chain_scores
from chain_scores import Item
from sayso.types import Attribution, Checkworthy, Claim, Reading, Resolution, Span

ITEMS = chain_scores.load()
DEPTHS = [len(chain["links"]) for item in ITEMS for chain in item.chains]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_is_sound(item: Item) -> None:
    assert item.chains
    for chain in item.chains:
        assert case_scores.spans(item.text, chain["content"])
        assert len(chain["links"]) >= 2
        for link in chain["links"]:
            assert case_scores.spans(item.text, link["cue"])
            case_scores.spans(item.text, link["source"])
            assert link.get("resolved", "") in item.text


def test_items_are_many_deep_and_half_of_them_rare() -> None:
    assert len({item.id for item in ITEMS}) == len({item.text for item in ITEMS}) == len(ITEMS) >= 150
    assert 0.45 <= sum(item.rare for item in ITEMS) / len(ITEMS) <= 0.6
    assert sum(depth >= 3 for depth in DEPTHS) >= len(DEPTHS) / 3
    assert sum(depth == 4 for depth in DEPTHS) >= 10


def test_every_text_begins_in_words_of_its_own() -> None:
    openings = {" ".join(item.text.split()[:5]) for item in ITEMS}
    assert len(openings) >= 0.98 * len(ITEMS)


def _perfect(item: Item) -> Reading:
    """What a reading would be that makes of the item just what the item says."""
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    for chain in item.chains:
        content = case_scores.spans(item.text, chain["content"])
        first = len(attributions)
        for depth, link in enumerate(chain["links"]):
            name = link.get("resolved")
            attributions.append(
                Attribution(
                    source=case_scores.spans(item.text, link["source"]),
                    cue=case_scores.spans(item.text, link["cue"]),
                    content=content,
                    kind="person",
                    resolved=Resolution(Span(0, 1), name, "the item says so") if name else None,
                    inside=first + depth - 1 if depth else None,
                )
            )
        voices = tuple(range(first, len(attributions)))
        claims.append(Claim("item", content, (voices,), "asserted", Checkworthy(0.0, "")))
    case = case_scores.Case(item.id, item.construction, item.rare, item.text, [])
    return Reading(case_scores.document(case), "perfect", tuple(attributions), tuple(claims))


def test_a_perfect_reading_has_every_chain_and_an_empty_one_none() -> None:
    for item in ITEMS:
        reading = _perfect(item)
        perfect = chain_scores.score(item, reading)
        assert all(v.exact and all(v.links) and all(v.resolved) for v in perfect.verdicts), item.id
        assert not perfect.made_up
        blank = chain_scores.score(item, replace(reading, attributions=(), claims=()))
        assert not any(v.exact or v.content or any(v.links) for v in blank.verdicts), item.id


TOY = Item(
    "toy",
    "The Gazette said a porter told him that somebody claimed the old mill had burned.",
    "toy",
    False,
    [
        {
            "links": [
                {"source": ["The Gazette"], "cue": ["said"]},
                {"source": ["a porter"], "cue": ["told"]},
                {"source": ["somebody"], "cue": ["claimed"]},
            ],
            "content": ["the old mill had burned"],
        }
    ],
)


def _toy(sources: list[str], content: str, inside: list[int | None]) -> chain_scores.Verdict:
    """The toy's verdict where the reading has these voices, no claims, and `content` as what they say."""
    rest = case_scores.spans(TOY.text, [content])
    attributions = tuple(
        Attribution(case_scores.spans(TOY.text, [s] if s else []), (), rest, "person", inside=held)
        for s, held in zip(sources, inside, strict=True)
    )
    reading = replace(_perfect(TOY), attributions=attributions, claims=())
    return chain_scores.score(TOY, reading).verdicts[0]


def test_toy_readings_are_told_apart() -> None:
    voices, mill = ["The Gazette", "a porter", "somebody"], "the old mill had burned"
    assert _toy(voices, mill, [None, 0, 1]).exact
    assert _toy(["Gazette", "porter", "somebody"], "mill had burned", [None, 0, 1]).exact
    skipped = _toy([voices[0], voices[2]], mill, [None, 0])
    assert (skipped.exact, skipped.links, skipped.content) == (False, (True, False, True), True)
    flat = _toy(voices, mill, [None, None, None])
    assert not flat.exact
    assert sum(flat.links) == 1
    swapped = _toy([voices[1], voices[0], voices[2]], mill, [None, 0, 1])
    assert not swapped.exact
    assert sum(swapped.links) == 2
    nobody = _toy([voices[0], "", voices[2]], mill, [None, 0, 1])
    assert nobody.links == (True, False, True)
    elsewhere = _toy(voices, "a porter told him", [None, 0, 1])
    assert (elsewhere.exact, elsewhere.content) == (False, False)
    assert not _toy(["The", *voices[1:]], mill, [None, 0, 1]).exact


def test_a_claimed_chain_that_fits_none_is_made_up() -> None:
    reading = _perfect(TOY)
    backwards = replace(reading.claims[0], chains=((2, 1, 0),))
    beginning = replace(reading.claims[0], chains=((0, 1),))
    assert len(chain_scores.score(TOY, replace(reading, claims=(backwards,))).made_up) == 1
    assert not chain_scores.score(TOY, replace(reading, claims=(beginning,))).made_up
