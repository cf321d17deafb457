"""What is found is what a look at every claim would find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from homes import Home
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_readings import claim, document, place_of, reading
from word_encoder import WordEncoder

from sayso import ledger as ledgers
from sayso.edtf import bounds
from sayso.ledger import Ledger, Query, fulltext, open_ledger, record
from sayso.types import Attribution, Figure, Place, Reading, Span, Time

VOICES = {"Anna Kern": "person", "Northern Fleet": "organisation", "a sailor": "unnamed_person"}
PLACES = ("Łódź", "Évreux", "Herat", "Al-Bab")
DATES = (
    "2024",
    "2024-03",
    "2024-03-05",
    "2024-03-01/2024-03-09",
    "XXXX-08-01",
    "2023-12-31",
    "../2023-06-01",
)
WORDS = ("ships", "harbour", "bread", "wounded", "Łódź", "naïve")
many = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
Kept = list[tuple[Reading, str]]
"""With the collection of each."""


def _corpus() -> Kept:
    """Every value of every field somewhere, in an order that repeats after no round number."""
    kept: Kept = []
    for n in range(60):
        voice = list(VOICES)[n % 3]
        words = [WORDS[(n * k + k) % len(WORDS)] for k in (1, 2)]
        text = f"{voice} said that {' '.join(words)} {n} came."
        made = document(
            text,
            address=f"{n // 2 if n % 7 == 0 else n}.txt",
            published=(None, *DATES)[n % 8],
            retrieved=f"2024-05-01T12:00:{n:02d}Z",
        )
        source, content = place_of(text, voice), place_of(text, text.partition("that ")[2])
        span = source[0]
        attribution = Attribution(source, (), content, VOICES[voice])  # type: ignore[arg-type]
        figures = (Figure(span, *[(5, None), (None, 40), (50, 60), (None, None)][n % 4]),)
        found = claim(
            made,
            content,
            [((0,),), ((),), ((), (0,))][n % 5 % 3],
            stance=("asserted", "denied", "hedged")[n % 3],
            figures=figures[: n % 3],
            times=tuple(Time(span, v, "day") for v in DATES[n % 7 : n % 7 + n % 3]),
            places=tuple(
                Place(span, p, None, None, None, None, "city") for p in PLACES[n % 4 : n % 4 + n % 2]
            ),
        )
        kept.append((Reading(made, "rules 0.1", (attribution,), (found,)), ("main", "sea", "land")[n % 3]))
    return kept


def _city(name: str) -> Place:
    return Place(Span(0, 1), name, None, None, None, None, "city")


CORPUS = _corpus()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterable[Ledger]:
    if request.param == "sqlite":
        address = str(tmp_path_factory.mktemp("filled") / "filled.db")
    else:
        address = request.getfixturevalue("server").create("filled")
    opened = open_ledger(address, create=True)
    for name in ("main", "sea", "land"):
        record(opened, [r for r, c in CORPUS if c == name], collection=name)
    yield opened
    opened.close()


FILTERS = {
    "by": st.sampled_from([*VOICES, "Nobody Else"]),
    "kinds": st.lists(st.sampled_from(["person", "organisation", "unnamed_person"]), max_size=2).map(tuple),
    "stances": st.lists(st.sampled_from(["asserted", "denied"]), max_size=2).map(tuple),
    "since": st.sampled_from(["2024-03", "2023", "2024-03-06"]),
    "until": st.sampled_from(["2024-02", "2023", "2024-03-05"]),
    "when": st.sampled_from(["2024-03-05", "2023", "2024-04", "2024-03-02/2024-03-03"]),
    "place": st.sampled_from([*PLACES, "łódź", "ÉVREUX", "al-bab", "Nowhere"]),
    "figure": st.sampled_from([0, 5, 40, 40.5, 50, 51]),
    "collections": st.lists(st.sampled_from(["main", "sea", "sky"]), max_size=2).map(tuple),
    "versions": st.booleans(),
}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Of a few conditions: of all together nothing would be left."""
    names = draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=3, unique=True))
    return Query(limit=1000, **{name: draw(FILTERS[name]) for name in names})


def _answers(query: Query, reading: Reading, collection: str) -> bool:
    (c,) = reading.claims
    voices = [reading.attributions[n] for chain in c.chains for n in chain]
    return all(
        (
            not query.by or query.by in [reading.text(a.source) for a in voices],
            not query.kinds or any(a.kind in query.kinds for a in voices),
            not query.stances or c.stance in query.stances,
            query.since is None or _at_or_after(reading.document.published, query.since),
            query.until is None or _at_or_before(reading.document.published, query.until),
            query.when is None or any(_meet(t.value or "", query.when) for t in c.times),
            not query.place or query.place.lower() in [p.name.lower() for p in c.places],
            query.figure is None or any(_enough(f, query.figure) for f in c.figures),
            not query.collections or collection in query.collections,
            query.versions or reading.document.id in LATEST,
        )
    )


LATEST = {r.document.address: r.document.id for r, _ in CORPUS}
LATEST = {
    max(
        (r for r, _ in CORPUS if r.document.address == a),
        key=lambda r: (r.document.published or r.document.custody.retrieved, r.document.custody.retrieved),
    ).document.id
    for a in LATEST
}


def _at_or_after(published: str | None, since: str) -> bool:
    latest, first = bounds(published or "")[1], bounds(since)[0]
    return latest is not None and first is not None and latest >= first


def _at_or_before(published: str | None, until: str) -> bool:
    earliest, last = bounds(published or "")[0], bounds(until)[1]
    return earliest is not None and last is not None and earliest <= last


def _meet(value: str, when: str) -> bool:
    (a, b), (c, d) = bounds(value), bounds(when)
    if a is None and b is None:
        return False
    return (a or "") <= (d or "9999-12-31") and (c or "") <= (b or "9999-12-31")


def _enough(figure: Figure, least: float) -> bool:
    stated = figure.low if figure.low is not None else figure.high
    return stated is not None and stated >= least


@many
@given(query=queries())
def test_filters_keep_what_answers(filled: Ledger, query: Query) -> None:
    wanted = {r.document.id for r, collection in CORPUS if _answers(query, r, collection)}
    found = ledgers.find(filled, query)
    assert {f.reading.document.id for f in found} == wanted
    assert len(found) == len(wanted)


@many
@given(query=queries(), words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), all_of=st.booleans())
def test_words_and_filters_together(filled: Ledger, query: Query, words: list[str], all_of: bool) -> None:
    """A phrase keeps only claims that have it; words apart, those that have any."""
    asked = f'"{" ".join(words)}"' if all_of else " ".join(words)
    wanted = set()
    for r, collection in CORPUS:
        said = r.text(r.claims[0].content)
        hit = " ".join(words) in said if all_of else any(word in said for word in words)
        if hit and _answers(query, r, collection):
            wanted.add(r.document.id)
    found = ledgers.find(filled, replace(query, words=asked))
    assert {f.reading.document.id for f in found} == wanted
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    assert all(f.why.startswith("words: number ") for f in found)


def test_claims_with_all_the_words_come_first(ledger: Ledger) -> None:
    texts = ("Nine ships sank.", "Ships came.", "Nine men came.", "The nine grey ships sank again.")
    record(ledger, [reading(t, address=t) for t in texts], collection="main")
    found = [f.reading.document.text for f in ledgers.find(ledger, Query(words="nine ships"))]
    assert set(found[:2]) == {texts[0], texts[3]} and set(found[2:]) == {texts[1], texts[2]}


def test_a_claim_is_found_by_meaning_too(ledger: Ledger) -> None:
    encoder = WordEncoder()
    record(
        ledger,
        [reading("Nine ships sank."), reading("Bread is dear.", address="b")],
        collection="main",
        encoder=encoder,
    )
    (found,) = ledgers.find(ledger, Query(words="ships nine"), encoder)
    assert "words: number 1" in found.why and "meaning: number 1 (cosine 0." in found.why


def test_the_limit_is_kept(filled: Ledger) -> None:
    assert len(ledgers.find(filled, Query(limit=7))) == 7
    assert len(ledgers.find(filled, Query(words="ships", limit=3))) == 3


OPERATORS = (
    *('"', "*", "^", ":", "-", "+", "(", ")", "AND", "OR", "NOT", "NEAR", "{", "}", "&", "|", "!", "<->"),
    *(
        "\\",
        "'",
        ";",
        "--",
        "%",
        "_",
        "words:",
        "claims_words",
        "\x00",
        "\ud800",
        "ships",
        "é",
        "\u0301",
        "中",
    ),
)


@many
@given(
    words=st.lists(st.sampled_from(OPERATORS) | st.text(max_size=5), max_size=8).map(" ".join)
    | st.text(max_size=30)
)
def test_nothing_typed_is_an_operator(filled: Ledger, words: str) -> None:
    ledgers.find(filled, Query(words=words))
    with filled.reading() as connection:
        fulltext.matches(connection, "documents", words, 10)


@pytest.mark.parametrize(
    "words",
    ["a" * 5000, " ".join(f"w{n}" for n in range(3000)), '"' * 99, "(" * 999, "é" * 3000, '"' + "ab " * 5000],
    ids=["one long word", "very many words", "quotes", "brackets", "long and accented", "a long phrase"],
)
def test_long_queries_are_harmless(filled: Ledger, words: str) -> None:
    assert ledgers.find(filled, Query(words=words)) == []
    assert ledgers.find(filled, Query(words=f"ships {words}"))


def test_words_are_found_whatever_their_accents_and_endings(home: Home, ledger: Ledger) -> None:
    record(ledger, [reading("The wounded were treated.")], collection="main")
    assert ledgers.find(ledger, Query(words="treating"))
    assert not ledgers.find(ledger, Query(words="trees"))


def test_a_text_of_very_many_words_is_recorded(ledger: Ledger) -> None:
    text = " ".join(f"{n:x}ж" for n in range(250_000)) + "."
    told = record(ledger, [reading(text, claims=[text]), reading("Nine.", address="b")], collection="main")
    assert len(told) == 2
    assert ledgers.find(ledger, Query(words="1aж"))[0].reading.document.text == text
    with ledger.reading() as connection:
        assert len(fulltext.matches(connection, "documents", "1aж", 10)) == 1
