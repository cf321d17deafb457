"""What is a citation and what is not, on readings made by hand, and on texts that nobody would write."""

from __future__ import annotations

import time

import pytest

from sayso.lineage.citation import citations
from sayso.types import (
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Document,
    Reading,
    Span,
)

MB = 1_000_000
SECONDS = 2.0


def reading(
    text: str, address: str = "notes/a.txt", publisher: str | None = None, authors: tuple[str, ...] = ()
) -> Reading:
    """A text of which every sentence is a claim of its author."""
    custody = Custody("0" * 64, len(text), address, "2026-01-01T00:00:00Z", "text/plain", "text")
    document = Document(address=address, text=text, custody=custody, publisher=publisher, authors=authors)
    found, at = [], 0
    for sentence in text.split(". ") if len(text) < 10_000 else ():
        span = Span(at, at + len(sentence))
        found.append(Claim(document.id, (span,), ((),), "asserted", Checkworthy(0.5, "")))
        at += len(sentence) + 2
    return Reading(document, "by hand", (), tuple(found))


def found(text: str, **given: str | None) -> list[tuple[str, str | None, tuple[int, ...] | None]]:
    made = citations(reading(text, **given))  # type: ignore[arg-type]
    return [(c.manner, c.name, c.claims) for c in made]


def test_what_a_text_without_attributions_says() -> None:
    assert found("The dam holds. Rain is due, Reuters reported. All is well.") == [
        ("report", "Reuters", (1,))
    ]
    assert found("KARM (AFP) - The dam holds. Rain is due.") == [("wire", "AFP", None)]
    assert found("The dam holds.\n\nSource: Xinhua") == [("credit", "Xinhua", None)]
    assert found("The dam holds, a guard told the Bild newspaper.") == [("told", "Bild", (0,))]
    assert found("The dam holds, local media said.") == [("vague", None, (0,))]
    assert found("The police said that the dam holds. The ministry reported losses.") == []


def test_the_words_of_a_citation_stand_at_its_span() -> None:
    text = "As informs the agency ONA, the dam holds. See https://a.example/b?x=1, which says so."
    made = citations(reading(text))
    assert [text[c.span.start : c.span.end] for c in made] == ["ONA", "https://a.example/b?x=1"]
    assert made[1].address == "https://a.example/b?x=1"
    assert all(c.why for c in made)


def test_an_attribution_says_what_is_covered() -> None:
    text = "The dam holds, Reuters reported, but the mill has burned."
    claims = (_claim(text, "The dam holds", (0,)), _claim(text, "the mill has burned", ()))
    spoken = Attribution(
        source=(_at(text, "Reuters"),),
        cue=(_at(text, "reported"),),
        content=(_at(text, "The dam holds"),),
        kind="organisation",
    )
    given = reading(text)
    [made] = citations(Reading(given.document, "by hand", (spoken,), claims))
    assert made.claims == (0,)


def _at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def _claim(text: str, words: str, chain: tuple[int, ...]) -> Claim:
    return Claim("d", (_at(text, words),), (chain,), "asserted", Checkworthy(0.5, ""))


@pytest.mark.parametrize("name", ["The Ostermoor Herald", "Ostermoor Herald", "OSTERMOOR HERALD"])
def test_the_outlet_itself_is_no_citation(name: str) -> None:
    for text in (
        "The dam holds, a guard told the Herald.",
        "The dam holds, the Ostermoor Herald has learned.",
        "The Herald's report stands.",
        "OSTERMOOR (Ostermoor Herald) - The dam holds.",
        "The dam holds.\n\n© 2025 Ostermoor Herald",
    ):
        assert found(text, publisher=name) == [], text
        assert found(text, publisher="The Kestrel Post") != [], text


def test_an_agency_signs_with_its_initials() -> None:
    text = "(SNA) The dam holds."
    assert found(text, publisher="Sarrovian News Agency") == []
    assert found(text, publisher="The Kestrel Post") == [("wire", "SNA", None)]
    for other in ("(UK) The dam holds.", "(R) The dam holds.", "(See page two) The dam holds."):
        assert found(other) == []


def test_what_readers_are_asked_to_do_is_no_citation() -> None:
    assert found("The dam holds.\n\nFollow Reuters on social media. Write to our newsroom.") == []
    assert found("The dam holds.\n\nRead more: Rust in the dam, the Guardian reports") == []


def test_its_host_says_whose_a_document_is() -> None:
    text = "The dam holds, a guard told Reuters."
    assert found(text, address="https://www.reuters.com/world/dam") == []
    assert found(text, address="https://dam.example/") != []


def test_outlets_of_the_ledger_are_known() -> None:
    text = "The dam holds, the Lamp reported. The mill burned, Lenn Watch said. It rains, SNA reported."
    known = frozenset({"Ostermoor Evening Lamp", "Lenn Watch", "Sarrovian News Agency"})
    assert [c.name for c in citations(reading(text))] == []
    # An association of which the ledger has a statement is no medium: it speaks for itself.
    assert [c.name for c in citations(reading(text), known)] == ["Lamp", "SNA"]
    assert citations(reading(text), sorted(known)) == citations(reading(text), known)


def test_a_medium_may_speak_of_itself() -> None:
    assert found("The New York Times said it would cut a hundred jobs.") == []
    assert found("The New York Times said it had seen the list.") != []


def test_somebody_of_a_medium_speaks_for_himself() -> None:
    assert found("The editor of the Guardian said that all was well.") == []
    assert found("A host is ill, said Fox News host Ida Brock.") == []
    assert found("All was well, a Reuters correspondent said.") != []


def test_metadata_may_name_an_agency() -> None:
    made = citations(reading("The dam holds.", publisher="The Kestrel Post", authors=("Reuters",)))
    assert [(c.manner, c.name, c.claims) for c in made] == [("wire", "Reuters", None)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "رويترز قالت إن السد صامد. The dam holds, Reuters said. وكالة",
        "\u202eThe dam holds\u202c, Reuters said.",
        '<p>The dam <a href="https://a.example/dam">holds</a>, <b>Reuters</b> reported.</p>',
        "ロイター通信によると。Reuters reported.",
        "\ufffd\x0b\x1f Reuters reported\x85.",
        "http:// https://[ https://[::1 www. www.. @ @@ (@) ( ) (Reuters",
        "By By\nBy\nBy ,,,\n(,)\n(/) -\n// -\n/ / -",
        "Source:\nSource: \nVia\n© \nCopyright",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    for known in ((), ("", "The", "  ", "Reuters", "رويترز")):
        for made in citations(reading(text), known):
            assert 0 <= made.span.start <= made.span.end <= len(text)
            assert made.name is None or made.name in text


PIECES = """a|A|A |. |(|A(|A.|http://|www.|“|told the |state |state media |the newspaper |By A, |/A|A -
A's |Reuters
Reuters, |Reuters and |the Herald said |The Herald said it. |photo by |a.bc |via |in a radio interview |[a](
news agency |رويترز |report by the """


@pytest.mark.parametrize("piece", PIECES.replace("\n", " |").split("|"))
def test_an_enormous_line_takes_no_more_time_than_its_length_asks(piece: str) -> None:
    text = "The dam holds, Reuters said. " + piece * (MB // len(piece))
    given = reading(text)
    start = time.process_time()
    citations(given)
    assert time.process_time() - start < SECONDS
