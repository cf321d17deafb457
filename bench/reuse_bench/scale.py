"""What it costs as the corpus grows: the whole of it at several sizes, and adding to what is there.

All lies in a folder that outlives the run: the corpus, the stores, and a file of figures for each size
that is done, so that a run that was broken off goes on with the next size.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from ledger_bench import clock
from reprints import articles
from reprints.outlets import around
from reuse_bench import ours, processes, scoring, texts
from reuse_bench.scoring import Figures
from reuse_bench.texts import Texts
from reuse_bench.truth import truth
from sayso.lineage.fingerprints import Store

STEPS = ("fingerprints and store", "join", "verify and align")


def sizes(up_to: int, least: int = 1_000) -> list[int]:
    """1,000 and its multiples by ten, up to that."""
    found = [least]
    while found[-1] * 10 <= up_to:
        found.append(found[-1] * 10)
    return found


def measured(folder: Path, asked: Iterable[int], score_up_to: int, seed: int = 1) -> dict[str, Figures]:
    """A column a size."""
    found = {}
    for documents in asked:
        done = folder / f"scale-{documents}-{seed}.json"
        if not done.exists():
            texts.write(folder, documents, seed)
            figures = _one(folder, documents, score_up_to, seed)
            done.write_text(json.dumps(figures, indent=1), "utf-8")
        found[f"{documents:,}"] = json.loads(done.read_text("utf-8"))
    _flatness(found)
    return found


def store_of(folder: Path, documents: int, seed: int = 1) -> Path:
    return folder / f"store-{documents}-{seed}"


def _one(folder: Path, documents: int, score_up_to: int, seed: int) -> Figures:
    store, links = store_of(folder, documents, seed), folder / "links.jsonl"
    shutil.rmtree(store, ignore_errors=True)
    ended = processes.python("reuse_bench.ours:whole", folder, store, documents, links, seed)
    figures: Figures = {"articles": documents}
    for unit in ("processor seconds", "seconds"):
        taken = {step: ended.told[f"{step}: {unit}"] for step in STEPS}
        short = "processor ms" if unit != "seconds" else "ms"
        figures[f"{short} an article"] = 1000 * sum(taken.values()) / documents
        figures |= {f"… {step}, {short}": 1000 * took / documents for step, took in taken.items()}
    figures |= {
        "peak memory, MiB": ended.peak.resident,
        "… without pages of files": ended.peak.own,
        "rows an article": ended.told["rows"] / documents,
        "store, bytes an article": ended.told["bytes on disk"] / documents,
        "texts, bytes an article": Texts(folder, seed).size(documents) / documents,
        "links an article": ended.told["links"] / documents,
        "boilerplate told, an article": ended.told["passages told to be boilerplate"] / documents,
    }
    if documents <= score_up_to:
        known = truth(articles(documents, seed), documents, seed)
        figures |= scoring.scored(ours.read(links), known)
    links.unlink()
    return figures


def _flatness(found: dict[str, Figures]) -> None:
    """The most expensive size over the cheapest, up to each."""
    for unit in ("processor ms", "ms"):
        seen: list[float] = []
        for figures in found.values():
            seen.append(figures[f"{unit} an article"])
            figures[f"{unit} an article: most over least so far"] = max(seen) / min(seen)


def adding(folder: Path, asked: Sequence[int], added: int, rounds: int, seed: int = 1) -> dict[str, Figures]:
    """The cost of adding so many articles to stores of these sizes, round by round; a column a size."""
    texts.write(folder, max(asked) + rounds * added, seed)
    found: dict[str, Figures] = {}
    for documents in asked:
        if not (store_of(folder, documents, seed) / "manifest.json").exists():
            ours.filled(Store(store_of(folder, documents, seed)), Texts(folder, seed), 0, documents)
        ended = processes.python("reuse_bench.scale:child", folder, documents, added, rounds, seed)
        found[f"to {documents:,}"] = ended.told | {"peak memory, MiB": ended.peak.resident}
    for name in ("processor seconds, median", "seconds, median"):
        least = next(iter(found.values()))[name]
        for figures in found.values():
            figures[f"{name}: over the smallest store's"] = figures[name] / least
    return found


def child(folder: str, documents: str, added: str, rounds: str, seed: str) -> None:
    """Adds to a copy of the store, whose files are linked: a store's files never change."""
    size, home = int(documents), Path(folder)
    copy = home / f"adding-{documents}-{os.getpid()}"
    shutil.copytree(store_of(home, size, int(seed)), copy, copy_function=os.link)
    try:
        around(0)  # The generator's vocabulary is no cost of the finder.
        news = [range(size + n * int(added), size + (n + 1) * int(added)) for n in range(int(rounds))]
        told = _added(Store(copy), Texts(home, int(seed)), news)
    finally:
        shutil.rmtree(copy)
    print(json.dumps(told))


def _added(store: Store, corpus: Texts, news: Iterable[range]) -> Figures:
    steps: list[Figures] = []
    for new in news:
        start = clock.now()
        figures = ours.filled(store, corpus, new.start, len(new))
        links = sum(1 for _ in ours.links(ours.found(store, corpus, new, told=figures)))
        taken = clock.now() - start
        steps.append(figures | {"seconds": taken.wall, "processor seconds": taken.cpu, "links": links})
    told: Figures = {}
    for name in ("processor seconds", "seconds"):
        told[f"{name}, median"] = median(one[name] for one in steps)
        told[f"{name}, most"] = max(one[name] for one in steps)
    for step in STEPS:
        told[f"… {step}, processor seconds"] = median(one[f"{step}: processor seconds"] for one in steps)
    return told | {"links": median(one["links"] for one in steps)}
