"""Who had it from whom, in stories with known truth: `python bench/lineage.py [--stories N] [--json OUT]`.

Makes stories of copying (`bench/copying`), records their readings in a ledger, traces it, and scores links,
their direction, origins with their intervals, circles and clocks. Beside it stand the truth itself, which
must score 1, and the plainest of methods: each text from the earliest that shares most of its words. Kinds
of copying that nothing is tuned on have stories of their own, and are reported apart.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from copying import Story, guesses, newsgathering
from copying.scoring import score
from copying.shape import AFamily
from copying.shares import Scores, Share
from sayso import plugins
from sayso.ledger import Ledger, open_ledger, record
from sayso.lineage.links import Family
from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.types import Json

TOGETHER = 256
TUNED, FRESH = 0, 100_000
"""Where the seeds begin: of stories that may be tuned on, and of those that are only measured."""
Finder = Callable[[Sequence[Story]], Sequence[AFamily]]


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that lie in one ledger."""

    name: str
    reserved: bool
    times: bool
    share: float
    """Of the stories that are asked for."""

    def stories(self, count: int, start: int) -> list[Story]:
        number = max(1, round(count * self.share))
        # Other seeds without times than with them: the same stories twice would count as one.
        first = start + (0 if self.times else 50_000)
        return [newsgathering(first + n, reserved=self.reserved, times=self.times) for n in range(number)]


GROUPS = (
    Group("with times", False, True, 0.4),
    Group("without times", False, False, 0.2),
    Group("reserved, with times", True, True, 0.25),
    Group("reserved, without times", True, False, 0.15),
)


def traced(stories: Sequence[Story]) -> list[Family]:
    """What the job finds in a ledger of these stories."""
    from sayso import tracing

    settings = Settings()
    with _recorded(stories, settings) as ledger:
        steps = tracing.trace_all(ledger, settings, ["main"])
        return [found for found in steps if isinstance(found, Family)]


@contextmanager
def _recorded(stories: Sequence[Story], settings: Settings) -> Iterator[Ledger]:
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    readings = [reading for story in stories for reading in story.readings]
    # As they would come: in no order of their own.
    readings.sort(key=lambda reading: reading.document.id)
    with (
        tempfile.TemporaryDirectory(prefix="lineage") as folder,
        closing(open_ledger(str(Path(folder, "ledger.sqlite")), create=True)) as ledger,
    ):
        for at in range(0, len(readings), TOGETHER):
            record(ledger, readings[at : at + TOGETHER], collection="main", encoder=encoder)
        yield ledger


def _oracle(stories: Sequence[Story]) -> list[guesses.Family]:
    return [family for story in stories for family in guesses.oracle(story)]


def _naive(stories: Sequence[Story]) -> list[guesses.Family]:
    return guesses.naive([reading for story in stories for reading in story.readings])


FINDERS: Mapping[str, Finder] = {"sayso": traced, "naive": _naive, "truth": _oracle}
Result = dict[str, Json]


def measured(
    count: int, start: int, finders: Sequence[str], show: int
) -> Iterator[tuple[str, dict[str, Result]]]:
    """Of each group, as it is done, the figures of each finder."""
    for group in GROUPS:
        began = time.perf_counter()
        stories = group.stories(count, start)
        made = time.perf_counter() - began
        found: dict[str, Result] = {}
        for name in finders:
            began = time.perf_counter()
            families = FINDERS[name](stories)
            taken = time.perf_counter() - began
            scores = score(stories, families)
            found[name] = figures(scores) | {
                "stories": len(stories),
                "documents": sum(len(s.documents) for s in stories),
                "seconds to make": round(made, 1),
                "seconds": round(taken, 1),
            }
            if name == "sayso" and show:
                _examples(group.name, stories, scores, show)
        yield group.name, found


PINNED = (
    "links of tellings: F1",
    "tellings: F1",
    "direction with times",
    "direction without times",
    "origins exact",
    "origins within one",
)


def measure(data: Path) -> dict[str, float]:
    """What the gate pins, on stories that may be tuned on; no `data` is needed."""
    found: dict[str, float] = {}
    for name, results in measured(24, TUNED, ("sayso",), 0):
        if name in ("with times", "without times"):
            result = results["sayso"]
            found |= {f"{name}, {key}": _plain(result[key]) for key in PINNED if key in result}
    return found


def _plain(figure: Json) -> float:
    value = figure["share"] if isinstance(figure, dict) else figure
    return float(value) if isinstance(value, (int, float)) else 0.0


def figures(scores: Scores) -> Result:
    """Plain numbers, the main ones first."""
    plain: Result = {}
    for name in ("links", "links, the very parent", "links of tellings", "tellings"):
        plain[f"{name}: F1"] = scores.f1(name)
    for name, share in sorted(scores.shares.items()):
        plain[name] = _told(share)
    plain["by kind"] = {
        measure: {kind: _told(share) for kind, share in sorted(kinds.items())}
        for measure, kinds in sorted(scores.kinds.items())
    }
    plain["states, true and found"] = {
        f"{true} → {found}": number for (true, found), number in sorted(scores.states.items())
    }
    return plain


def _told(share: Share) -> Json:
    """A share and of how many; a plain count where nothing is its whole."""
    return {"share": share.value, "of": share.of} if share.of else share.right


def _examples(name: str, stories: Sequence[Story], scores: Scores, most: int) -> None:
    """What went wrong, a few of each sort, with the texts of the documents that it names."""
    texts = {m.id: m for story in stories for m in story.documents}
    shown: dict[str, int] = {}
    for measure, where, how in scores.wrong:
        sort = f"{measure}, {where if measure.startswith(('link', 'direction')) else ''}"
        shown[sort] = shown.get(sort, 0) + 1
        if shown[sort] > most:
            continue
        print(f"\n#### {name}: {measure}: {where}: {how}")
        for made in (texts[word] for word in f"{where} {how}".split() if word in texts):
            document = made.reading.document
            print(f"[{made.kind}] {document.publisher}, {document.published}\n{document.text}\n")


def table(found: Mapping[str, Mapping[str, Result]]) -> Iterator[str]:
    """For each group a row a measure and a column a finder, then a row a kind and a column a measure."""
    for group, columns in found.items():
        yield from _rows(group, {finder: dict(_flat(result)) for finder, result in columns.items()})
        for finder, result in columns.items():
            measures = result["by kind"]
            if isinstance(measures, dict) and finder != "truth":
                cells = {m: dict(_flat(kinds)) for m, kinds in measures.items() if isinstance(kinds, dict)}
                yield from _rows(f"{group}: {finder}", {m: c for m, c in cells.items() if m in BY_KIND})


BY_KIND = (
    "links: recall",
    "links of tellings: recall",
    "direction with times",
    "direction without times",
    "origins exact",
    "origins if one were always said",
    "state",
)
"""Measures whose tables by kind are printed; the others' are in the JSON."""


def _rows(title: str, columns: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"\n| {title} | {' | '.join(columns)} |"
    yield f"|---{'|---:' * len(columns)}|"
    for row in dict.fromkeys(row for cells in columns.values() for row in cells):
        yield f"| {row} | {' | '.join(cells.get(row, '') for cells in columns.values())} |"


def _flat(result: Mapping[str, Json], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in result.items():
        if isinstance(value, dict) and "of" in value:
            yield f"{before}{name}", f"{value['share']:.3f} of {value['of']:,.0f}"
        elif isinstance(value, dict) and name != "by kind":
            yield from _flat(value, f"{name}: ")
        elif value is not None and not isinstance(value, dict):
            yield f"{before}{name}", f"{value:.3f}" if isinstance(value, float) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=300, help="in all, the reserved ones among them")
    parser.add_argument("--fresh", action="store_true", help="stories that nobody has tuned on")
    parser.add_argument("--only", choices=FINDERS, nargs="+", default=list(FINDERS))
    parser.add_argument("--examples", type=int, default=0, help="so many of each sort of mistake, in full")
    parser.add_argument("--json", type=Path, metavar="OUT")
    asked = parser.parse_args()
    found: dict[str, dict[str, Result]] = {}
    start = FRESH if asked.fresh else TUNED
    for group, results in measured(asked.stories, start, asked.only, asked.examples):
        found[group] = results
        print("\n".join(table({group: results})), flush=True)
        if asked.json:  # after each: a ledger that fails costs its own figures, not those before it
            asked.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
