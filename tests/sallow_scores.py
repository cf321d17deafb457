"""What tracing makes of examples/sallow-bridge, against the truth that was written beside it by hand.

python tests/sallow_scores.py     adds the articles to a ledger of its own and prints the tables
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso import adding, tracing
from sayso.ledger import open_ledger
from sayso.lineage.links import OUTSIDE, Family, Origin, Telling
from sayso.settings import Settings

FOLDER = Path(__file__).parent.parent / "examples" / "sallow-bridge"
TRUTH: dict[str, Any] = tomllib.loads(FOLDER.with_suffix(".toml").read_text("utf-8"))
Article = tuple[str, str]
"""Address and day: two versions of one article have one address."""


def articles() -> dict[Article, dict[str, Any]]:
    return {(a["address"], a["date"]): a for a in TRUTH["articles"]}


def made_from() -> set[tuple[Article, Article]]:
    """Pairs of an article and the one that is made from it."""
    found = set()
    for key, article in articles().items():
        if "from" in article:
            [parent] = [a for a in articles() if a[0] == article["from"] and a[1] <= key[1] and a != key]
            found.add((parent, key))
    return found


def cited() -> set[tuple[Article, Article]]:
    """Pairs of an article and the one that names it as where it has something from."""
    by_address = {address: (address, day) for address, day in articles()}
    return {
        (by_address[cite["article"]], key)
        for key, article in articles().items()
        for cite in article.get("cites", [])
        if "article" in cite
    }


def key_of(family: Family, document: str) -> Article:
    """Which article of the truth a document is."""
    held = family.publications[document]
    days = [day for address, day in articles() if address == held.address]
    day = next((d for d in days if (held.published or "").startswith(d)), days[0])
    return held.address, day


@dataclass(frozen=True)
class Linked:
    """A link between two articles, in some family."""

    parent: Article
    child: Article
    words: str
    sort: str
    """true, cited, ancestor (true or cited, by way of others), sibling (two made from one), turned (the
    wrong way round) or wrong."""


def links(families: Sequence[Family]) -> list[Linked]:
    """All links between two articles that the families have."""
    found = []
    for family in families:
        by_id = {t.id: t for t in family.tellings}
        for link in family.links:
            if link.one.startswith(OUTSIDE):
                continue
            one, other = by_id[link.one], by_id[link.other]
            parent, child = key_of(family, one.document), key_of(family, other.document)
            if one.document != other.document:
                found.append(Linked(parent, child, other.words, _sort(parent, child)))
    return found


def _sort(parent: Article, child: Article) -> str:
    origin = {b: a for a, b in made_from()}
    if (parent, child) in made_from():
        return "true"
    if (parent, child) in cited():
        return "cited"
    if parent in _before(child):
        return "ancestor"
    if child in _before(parent):
        return "turned"
    if parent in origin and origin.get(parent) == origin.get(child):
        return "sibling"
    return "wrong"


def _before(child: Article) -> set[Article]:
    """What an article is made from or cites, and what these are made from or cite, if it came out before."""
    parents: dict[Article, set[Article]] = defaultdict(set)
    for one, other in made_from() | cited():
        if one[1] <= other[1]:
            parents[other].add(one)
    seen: set[Article] = set()
    waiting = [child]
    while waiting:
        new = parents[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen - {child}


@dataclass(frozen=True)
class Told:
    """A claim of the truth, and the telling it became."""

    label: str
    article: Article
    words: str
    telling: str | None
    """Id of the telling, where a family has it."""


def told(families: Sequence[Family]) -> list[Told]:
    """Every claim of the truth, with the telling of some family that stands at its words."""
    at: dict[Article, list[Telling]] = defaultdict(list)
    for family in families:
        for telling in family.tellings:
            at[key_of(family, telling.document)].append(telling)
    found = []
    for key, article in articles().items():
        for claim in article["claims"]:
            best = max(at[key], key=lambda t: _common(t.words, claim["words"]), default=None)
            fits = best is not None and _common(best.words, claim["words"]) >= 0.5
            found.append(Told(claim["label"], key, claim["words"], best.id if best and fits else None))
    return found


def _common(one: str, other: str) -> float:
    """Share of the shorter one's words that the other has too."""
    a, b = Counter(one.casefold().split()), Counter(other.casefold().split())
    return (a & b).total() / max(1, min(a.total(), b.total()))


@dataclass(frozen=True)
class Label:
    """How the tellings of one claim of the truth were brought together, and the origins they were given."""

    name: str
    claims: int
    found: int
    """Claims of it that are in some family."""
    families: int
    together: int
    """Claims of it in the family that has most of them."""
    foreign: int
    """Claims of other labels in that family, in sentences that do not tell this one too."""
    right: tuple[str, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    """Origins of that family that none of the truth's is."""


def labels(families: Sequence[Family]) -> Iterator[Label]:
    """The labels of the truth, as found."""
    by_telling = {t.id: family for family in families for t in family.tellings}
    every = told(families)
    for name in TRUTH["labels"]:
        own = [t for t in every if t.label == name]
        found = [t for t in own if t.telling]
        homes = Counter(id(by_telling[t.telling]) for t in found if t.telling)
        if not homes:
            yield Label(name, len(own), 0, 0, 0, 0, (), tuple(TRUTH["origins"][name]), ())
            continue
        home = next(f for f in families if id(f) == homes.most_common(1)[0][0])
        inside = {t.id for t in home.tellings}
        strange = inside - {t.telling for t in own}
        foreign = sum(t.telling in strange for t in every)
        right, missed, extra = _origins(home, TRUTH["origins"][name])
        yield Label(
            name, len(own), len(found), len(homes), homes.most_common(1)[0][1], foreign, right, missed, extra
        )


def _origins(
    family: Family, wanted: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    right: list[str] = []
    extra: list[str] = []
    for origin in family.origins:
        hit = next((voice for voice in wanted if _is(origin, voice)), None)
        (right if hit else extra).append(hit or origin.name)
    return tuple(dict.fromkeys(right)), tuple(v for v in wanted if v not in right), tuple(extra)


def _is(origin: Origin, voice: str) -> bool:
    """Whether an origin that was found is a voice of the truth: by its last name, or the noun of its role."""
    said = origin.name.casefold().split(" (unnamed)")[0]
    entry = TRUTH["voices"][voice]
    names = [entry["name"], entry.get("role", entry["name"])]
    words = {w.strip(",.") for w in said.replace("’s", "").split()}
    if entry["kind"] == "person":
        return names[0].casefold().split()[-1] in words or names[1].casefold().split()[0] in words
    heads = {w for w in names[0].casefold().split() if len(w) > 4 and w not in ("ostermoor", "sarrovia")}
    return bool(heads & words)


def traced(folder: Path) -> list[Family]:
    """The articles in a new ledger in this folder, traced."""
    settings = Settings(ledger=str(folder / "sallow.db"), workers=1)
    with closing(open_ledger(settings.ledger, create=True)) as ledger:
        for _ in adding.add([str(FOLDER)], settings, ledger, "add"):
            pass
        steps = tracing.trace_all(ledger, settings, (settings.collection,))
        return [step for step in steps if isinstance(step, Family)]
