"""A few invented articles of a ferry that burned, with readings made by hand, in a ledger of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sayso import plugins, tracing
from sayso.ledger import Ledger, open_ledger, record
from sayso.lineage.links import OUTSIDE, Family
from sayso.settings import Settings
from sayso.types import Attribution, Checkworthy, Claim, Custody, Document, Reading, Span

SETTINGS = Settings(workers=1)
TAKEN = "Forty-one people were taken off the ferry Aldona when its engine room caught fire off Marrow Quay"
BURNS = "two sailors were treated for burns"
PETREL = "Harbour master Jonas Petrel"
REPORT = (
    f"{TAKEN}, the agency learned on Tuesday. {PETREL} said that the fire broke out at about six in the "
    f"morning and was put out by the crew. He said that {BURNS}. A tug brought the ferry back to the quay "
    "before noon, and divers looked at her hull until it was dark."
)


@dataclass(frozen=True)
class Article:
    """An article, and the claims that an extractor found in it: words, and who says them."""

    name: str
    outlet: str
    published: str | None
    text: str
    claims: tuple[tuple[str, str | None], ...]
    method: str = "rules 0.1"
    retrieved: str = "2025-04-01T12:00:00Z"
    address: str | None = None

    @property
    def reading(self) -> Reading:
        data = self.text.encode()
        address = self.address or f"https://{self.name}.example/ferry"
        kept = Custody(sha256(data).hexdigest(), len(data), address, self.retrieved, "text/plain", "text")
        document = Document(
            address, self.text, kept, published=self.published, publisher=self.outlet, language="en"
        )
        voices = tuple(
            Attribution((self._at(by),), (), (self._at(words),), "person") for words, by in self.claims if by
        )
        numbers = iter(range(len(voices)))
        claims = tuple(
            Claim(
                document.id,
                (self._at(words),),
                ((next(numbers),),) if by else ((),),
                "asserted",
                Checkworthy(0.5, "a test"),
            )
            for words, by in self.claims
        )
        return Reading(document, self.method, voices, claims)

    @property
    def document(self) -> str:
        return self.reading.document.id

    def claim(self, n: int = 0) -> str:
        return self.reading.claims[n].id

    def _at(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))


BOTH = ((TAKEN, PETREL), (BURNS, PETREL))
AGENCY = Article("sna", "SNA", "2025-03-04", f"MARROW QUAY, 4 March (SNA) - {REPORT}", BOTH)
COPY = Article("post", "The Marrow Post", "2025-03-05", f"MARROW QUAY, 4 March (SNA) - {REPORT}", BOTH)
REWRITE = Article(
    "courier",
    "Coast Courier",
    "2025-03-06",
    f"{TAKEN}, the agency SNA reported. The owner of the ferry, Blue Line, let our calls ring on "
    "Wednesday. In the market hall people spoke of nothing else, and the choir put off its concert.",
    ((TAKEN, None),),
)
PASSENGER = "Lena Orme"
OWN = Article(
    "skerry",
    "Radio Skerry",
    "2025-03-05",
    f"{PASSENGER} was on board. She counted them for us in the studio, seat by seat: the engine room caught "
    "fire, and forty-one people were taken off the ferry Aldona. Nobody had told her where the life "
    "jackets were.",
    (("the engine room caught fire, and forty-one people were taken off the ferry Aldona", PASSENGER),),
)
WEATHER = Article(
    "weather",
    "Radio Skerry",
    "2025-03-05",
    "Wind and rain are expected on the coast tonight. The fishing fleet stays in port until Friday.",
    (("Wind and rain are expected on the coast tonight", None),),
)
NEWS = (AGENCY, COPY, REWRITE, OWN, WEATHER)
LATER = Article("gazette", "Isle Gazette", "2025-03-07", f"MARROW QUAY, 4 March (SNA) - {REPORT}", BOTH)


def filled(path: Path, articles: Iterable[Article] = NEWS, collection: str = "main") -> Ledger:
    """A new ledger with these articles; the caller closes it."""
    ledger = open_ledger(str(path), create=True)
    add(ledger, articles, collection)
    return ledger


def add(ledger: Ledger, articles: Iterable[Article], collection: str = "main") -> None:
    encoder = plugins.load("encoder", SETTINGS.encoder).load(SETTINGS)
    record(ledger, [a.reading for a in articles], collection=collection, encoder=encoder)


def traced(ledger: Ledger, collections: Sequence[str] = ("main",)) -> list[Family]:
    """Every family that tracing the whole ledger finds."""
    return [step for step in tracing.trace_all(ledger, SETTINGS, collections) if isinstance(step, Family)]


def trace(ledger: Ledger, what: str, collections: Sequence[str] = ("main",)) -> list[Family]:
    return tracing.trace(ledger, SETTINGS, what, collections)


Told = tuple[tuple[str, ...], tuple[tuple[str, str], ...], str, int, int, int]


def told(family: Family) -> Told:
    """What a family says, by names of articles rather than by ids: members, links, state and count."""
    at = {t.id: _name(family, t.document) for t in family.tellings}
    links = {
        (link.one.removeprefix(OUTSIDE) if link.one.startswith(OUTSIDE) else at[link.one], at[link.other])
        for link in family.links
    }
    members = tuple(sorted(at.values()))
    return members, tuple(sorted(links)), family.state, family.count, family.low, family.high


def all_told(families: Iterable[Family]) -> list[Told]:
    return sorted(map(told, families))


def of(families: Iterable[Family], article: Article, n: int = 0) -> Family | None:
    """The family that a claim of this article is in."""
    found = [f for f in families if article.claim(n) in {t.id for t in f.tellings}]
    return found[0] if found else None


def members(family: Family | None) -> set[str]:
    """Names of the articles that have a telling."""
    return {_name(family, t.document) for t in family.tellings} if family else set()


def _name(family: Family, document: str) -> str:
    return family.publications[document].address.removeprefix("https://").partition(".")[0]
