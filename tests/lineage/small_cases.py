"""Cases of a few short articles, made by hand: what a test is about stands in the test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from sayso.lineage import clocks, ties
from sayso.lineage.alignment import verify
from sayso.lineage.case import Case, Decided, Outside
from sayso.lineage.links import Citation, CitationManner, Drift, Link, Publication, Telling, Voice
from sayso.lineage.sameness import drift, features
from sayso.lineage.ties import Beside, Pair, Tie
from sayso.types import Figure, Kind, Span, Stance

WIRE = (
    "At least 11 people were killed when a footbridge fell into the river Lenn late on Saturday, the "
    "governor said. The bridge gave way at twenty to ten while a procession of lanterns was crossing it, and "
    "divers searched the water until the morning. The notice at the north end limits the load to 120 people."
)
"""Fifty words of an agency; what is said comes first."""
DEAD = "At least 11 people were killed"
EARLY, LATE, LAST = "2025-06-08", "2025-06-09", "2025-06-10"
OWN = (
    " In the market square of Hallin the stalls stayed shut on Sunday, and people laid flowers at the gate "
    "of the old ropeworks. Schools will open again on Tuesday."
)


@dataclass(frozen=True)
class Article:
    """One article with one telling or more of the claim that the case is about."""

    id: str
    text: str = WIRE
    published: str | None = None
    claims: tuple[str, ...] = (DEAD,)
    """Words, as they stand in the text."""
    by: str | None = None
    """The farthest voice: a name; "?" and a description for one that is not named."""
    cites: tuple[str, ...] = ()
    """Ids of articles whose outlets it names."""
    manner: CitationManner = "report"
    outside: tuple[str, ...] = ()
    """Outlets that it names and of which there is no article."""
    agency: bool = False
    revises: str | None = None
    outlet: str | None = None
    """Its id where none is given."""
    figures: tuple[tuple[str, float], ...] = ()
    stance: Stance = "asserted"


def voice(name: str) -> Voice:
    """A person; one who is not named if the name begins with a question mark."""
    if name.startswith("?"):
        return Voice(name[1:] or None, "unnamed_person", None)
    kind: Kind = "person"
    return Voice(name, kind, name.casefold())


def tellings_of(article: Article) -> list[Telling]:
    found = []
    for n, words in enumerate(article.claims):
        start = article.text.index(words)
        found.append(
            Telling(
                id=f"{article.id}{n or ''}",
                document=f"doc {article.id}",
                n=n,
                content=(Span(start, start + len(words)),),
                words=words,
                chains=((voice(article.by),),) if article.by else ((),),
                stance=article.stance,
                figures=tuple(
                    Figure(Span(article.text.index(w), article.text.index(w) + len(w)), low, low)
                    for w, low in article.figures
                ),
            )
        )
    return found


def publication(article: Article) -> Publication:
    revises = f"doc {article.revises}" if article.revises else None
    address = f"https://{article.id}.example/"
    return Publication(
        f"doc {article.id}", address, article.outlet or article.id, article.published, revises=revises
    )


def case(*articles: Article, decided: Mapping[Pair, Decided] | None = None) -> Case:
    """All that is known of these articles: their shared passages are found, their citations are given."""
    told = [telling for article in articles for telling in tellings_of(article)]
    publications = {f"doc {a.id}": publication(a) for a in articles}
    made = {t.id: features(t, publications[t.document].published) for t in told}
    known: dict[Pair, tuple[Drift, ...]] = {}

    def drifts(one: Telling, other: Telling) -> tuple[Drift, ...]:
        pair = one.id, other.id
        if pair not in known:
            known[pair] = drift(made[one.id], made[other.id])
        return known[pair]

    bound = _ties(articles)
    return Case(
        tellings=told,
        publications=publications,
        ties=bound,
        drifts=drifts,
        centres=_centres(bound.values(), len(articles)),
        agencies=frozenset(f"doc {a.id}" for a in articles if a.agency),
        outside={f"doc {a.id}": tuple(Outside(n, _citation(a, n)) for n in a.outside) for a in articles},
        decided=decided or {},
    )


def _ties(articles: tuple[Article, ...]) -> dict[Pair, Tie]:
    texts = {f"doc {a.id}": a.text for a in articles}
    by_id = {f"doc {a.id}": a for a in articles}
    in_order = sorted(articles, key=lambda a: clocks.order(publication(a)))
    seeds = ties.pairs({f"doc {a.id}": ties.grams(a.text) for a in in_order})
    found: dict[Pair, Tie] = {}
    names = list(texts)
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            a, b = by_id[one], by_id[other]
            if a.revises == b.id:
                one_, other_ = other, one
            else:
                one_, other_ = one, other
            a, b = by_id[one_], by_id[other_]
            places = seeds.get((one_, other_)) or [(y, x) for x, y in seeds.get((other_, one_), [])]
            passages = verify(texts[one_], texts[other_], places) if places else ()
            by_one = tuple(_citation(a, name) for name in a.cites if name == b.id)
            by_other = tuple(_citation(b, name) for name in b.cites if name == a.id)
            revises = b.revises == a.id
            if passages or by_one or by_other or revises:
                found[one_, other_] = ties.tie(
                    (one_, texts[one_]),
                    (other_, texts[other_]),
                    passages,
                    Beside(by_one, by_other, revises=revises),
                )
    return found


def _citation(article: Article, name: str) -> Citation:
    return Citation(Span(0, 1), name, article.manner, None, why=f"it names {name}")


def _centres(bound: Iterable[Tie], documents: int) -> dict[str, float]:
    total: dict[str, float] = {}
    for tie in bound:
        total[tie.one] = total.get(tie.one, 0.0) + tie.of_other * tie.likeness
        total[tie.other] = total.get(tie.other, 0.0) + tie.of_one * tie.likeness
    return {name: score / max(1, documents - 1) for name, score in total.items()}


def pairs_of(links: Iterable[Link]) -> set[Pair]:
    """Parent and child of each link."""
    return {(link.one, link.other) for link in links}


_SENTENCES = [f"{s.strip()}." for s in (WIRE + OWN).split(".") if s.strip()]
_VOICES = st.sampled_from([None, "Marta Quell", "Abel Morrick", "?a source", "?"])
_DAYS = st.sampled_from([None, EARLY, LATE, LAST, "2025-06-09T10:00:00Z", "2025-06", "nonsense"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to six articles out of the same few sentences, with any times, voices, citations and judgements."""
    names = ["A", "B", "C", "D", "E", "F"][: draw(st.integers(1, 6))]
    some = st.lists(st.sampled_from(names), max_size=2, unique=True)
    articles = []
    for n, name in enumerate(names):
        chosen = draw(st.lists(st.sampled_from(_SENTENCES[1:]), max_size=4, unique=True))
        articles.append(
            Article(
                name,
                " ".join([_SENTENCES[0], *chosen]),
                draw(_DAYS),
                by=draw(_VOICES),
                cites=tuple(c for c in draw(some) if c != name),
                manner=draw(st.sampled_from(["wire", "report", "vague", "link"])),
                outside=draw(st.sampled_from([(), ("ONA",), ("ONA", "Reuters")])),
                agency=draw(st.booleans()),
                revises=draw(st.sampled_from([None, names[n - 1]])) if n else None,
            )
        )
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda p: p[0] != p[1])
    rulings = st.builds(Decided, st.sampled_from(["cut", "join"]), st.just("j"), st.just("why"))
    decided = draw(st.dictionaries(pairs, rulings, max_size=3)) if len(names) > 1 else {}
    return case(*articles, decided=decided)
