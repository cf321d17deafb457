"""Tellings: what lineage takes from a reading."""

from __future__ import annotations

from dataclasses import replace

from sayso.lineage import tellings
from sayso.lineage.links import Voice
from sayso.types import (
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Document,
    Kind,
    Reading,
    Resolution,
    Span,
    Spans,
)

TEXT = (
    "Governor Marta Quell said that eleven people had died. “I fear that the number will rise,” she said. "
    "A source said the anchor had rusted. It is said that the cable was cut. The bridge was built in 1931."
)


def _at(words: str) -> Spans:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def _attribution(source: str, content: str, kind: Kind = "person", **more: object) -> Attribution:
    return Attribution(_at(source) if source else (), (), _at(content), kind, **more)  # type: ignore[arg-type]


def _reading(*attributions: Attribution, chains: tuple[tuple[int, ...], ...], content: str) -> Reading:
    kept = Custody("0" * 64, len(TEXT), "a.txt", "2025-06-08T12:00:00Z", "text/plain", "text")
    document = Document("a.txt", TEXT, kept, title="A title", published="2025-06-08", language="en")
    claim = Claim(document.id, _at(content), chains, "asserted", Checkworthy(0.5, "a test"))
    return Reading(document, "rules 0.1", attributions, (claim,))


def _voices(reading: Reading) -> list[Voice]:
    """A voice for each attribution, as the ledger makes them."""
    found = []
    for said in reading.attributions:
        name = said.resolved.name if said.resolved else reading.text(said.source) or None
        actor = "marta quell" if name and "Marta Quell" in name else None
        found.append(Voice(name, said.kind, actor, said.act, said.stance))
    return found


def _chains(reading: Reading) -> list[list[tuple[str | None, str | None]]]:
    [telling] = tellings.of_reading(reading, _voices(reading))
    return [[(voice.name, voice.actor) for voice in chain] for chain in telling.chains]


def test_it_has_the_words_at_the_spans() -> None:
    reading = _reading(chains=((),), content="The bridge was built in 1931")
    [telling] = tellings.of_reading(reading, _voices(reading))
    assert telling.words == "The bridge was built in 1931"
    assert (telling.id, telling.document, telling.n) == (reading.claims[0].id, reading.document.id, 0)
    assert telling.chains == ((),)


def test_a_voice_is_who_the_names_stand_for() -> None:
    said = _attribution("Governor Marta Quell", "eleven people had died")
    assert _chains(_reading(said, chains=((0,),), content="eleven people had died")) == [
        [("Governor Marta Quell", "marta quell")]
    ]


def test_a_pronoun_is_whom_it_stands_for() -> None:
    who = Resolution(_at("Governor Marta Quell")[0], "Governor Marta Quell", "the only woman so far")
    said = _attribution("she", "I fear that the number will rise", resolved=who)
    found = _chains(_reading(said, chains=((0,),), content="I fear that the number will rise"))
    assert found == [[("Governor Marta Quell", "marta quell")]]


def test_one_who_speaks_of_herself_is_no_further_voice() -> None:
    """Where she says "I" in what she says, the farthest voice is hers, not that of somebody unnamed."""
    who = Resolution(_at("Governor Marta Quell")[0], "Governor Marta Quell", "the only woman so far")
    outer = _attribution("she", "I fear that the number will rise", resolved=who)
    inner = _attribution("I", "the number will rise", inside=0)
    [chain] = _chains(_reading(outer, inner, chains=((0, 1),), content="the number will rise"))
    assert chain[-1][1] == "marta quell"


def test_an_unnamed_source_is_no_actor() -> None:
    said = _attribution("A source", "the anchor had rusted", "unnamed_person")
    found = _chains(_reading(said, chains=((0,),), content="the anchor had rusted"))
    assert found == [[("A source", None)]]


def test_nobody_has_no_name() -> None:
    said = _attribution("", "the cable was cut", "nobody")
    assert _chains(_reading(said, chains=((0,),), content="the cable was cut")) == [[(None, None)]]


def test_publication_keeps_times_and_address() -> None:
    reading = _reading(chains=((),), content="The bridge was built in 1931")
    found = tellings.publication(reading.document, "The Herald", "before")
    assert (found.id, found.address, found.outlet) == (reading.document.id, "a.txt", "The Herald")
    assert (found.published, found.retrieved, found.revises) == (
        "2025-06-08",
        "2025-06-08T12:00:00Z",
        "before",
    )
    assert (found.title, found.language) == ("A title", "en")
    assert tellings.publication(replace(reading.document, published=None), None).published is None
