"""A corpus in the manner of news, with its claims, copying and revisions known:
`python bench/generate.py N OUT [--readings] [--seed S] [--copies SHARE] [--revisions SHARE]`.

OUT is JSON Lines, packed where its name ends in .gz, or Parquet where it ends in .parquet or --parquet is
given. Beside it goes what is known of each article (OUT.truth.jsonl), and with --readings the readings that
an extractor without mistakes would make of it (OUT.readings.jsonl), each packed as OUT is. Document i
depends on the seed and i alone: --start goes on where another run, or another machine, leaves off.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from newsroom import Mix, articles, truth

PART = 500
"""Articles that are made at a time by one process: with the number of processes, all that is held."""
_GZIP_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Order:
    """What to make."""

    size: int
    start: int
    mix: Mix
    truth: bool
    readings: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles, as they are to be written."""

    pages: list[truth.Record]
    truths: bytes
    readings: bytes


def make(order: Order, first: int) -> Part:
    """The part that begins with that document."""
    from sayso.views import line

    pages, truths, readings = [], [], []
    for article in articles(min(PART, order.start + order.size - first), order.mix, first):
        pages.append(truth.page(article))
        if order.truth:
            truths.append(_line(truth.record(article)))
        if order.readings:
            readings.append(line(article.reading))
    return Part(pages, b"".join(truths), b"".join(readings))


def parts(order: Order, workers: int) -> Iterator[Part]:
    """All of them in order; no more than two a worker are held."""
    firsts = iter(range(order.start, order.start + order.size, PART))
    if workers == 1:
        yield from (make(order, first) for first in firsts)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[Part]] = deque()
        for first in firsts:
            waiting.append(pool.submit(make, order, first))
            if len(waiting) == 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def write(order: Order, out: Path, parquet: bool, workers: int) -> None:
    with ExitStack() as stack:
        pages = _parquet(out, stack) if parquet else _jsonl(out, stack)
        truths = _opened(_beside(out, "truth"), stack) if order.truth else None
        readings = _opened(_beside(out, "readings"), stack) if order.readings else None
        for part in parts(order, workers):
            pages(part.pages)
            if truths:
                truths.write(part.truths)
            if readings:
                readings.write(part.readings)


def _beside(out: Path, what: str) -> Path:
    """`news.jsonl.gz` → `news.truth.jsonl.gz`, and `news.parquet` → `news.truth.jsonl`."""
    stem = out.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".parquet")
    return out.with_name(f"{stem}.{what}.jsonl{'.gz' if out.suffix == '.gz' else ''}")


def _opened(path: Path, stack: ExitStack) -> IO[bytes]:
    raw = stack.enter_context(path.open("wb"))
    if path.suffix != ".gz":
        return raw
    # Neither name nor time goes into it: the same corpus is the same bytes.
    packed = stack.enter_context(gzip.GzipFile("", "wb", _GZIP_LEVEL, raw, mtime=0))
    return cast(IO[bytes], packed)


def _jsonl(path: Path, stack: ExitStack) -> Callable[[list[truth.Record]], object]:
    stream = _opened(path, stack)
    return lambda pages: stream.write(b"".join(map(_line, pages)))


def _parquet(path: Path, stack: ExitStack) -> Callable[[list[truth.Record]], object]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ("id", "url", "title", "date", "publisher", "language", "collection", "text")
    schema = pa.schema([(name, pa.string()) for name in columns])
    writer: Any = stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
    return lambda pages: writer.write_table(pa.Table.from_pylist(pages, schema))


def _line(record: truth.Record) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    usual = Mix()
    parser.add_argument("size", type=int, metavar="N", help="how many documents")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--readings", action="store_true", help="write the readings too")
    parser.add_argument("--no-truth", action="store_true", help="write the corpus alone")
    parser.add_argument("--parquet", action="store_true")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--copies", type=float, default=usual.copies, metavar="SHARE")
    parser.add_argument("--revisions", type=float, default=usual.revisions, metavar="SHARE")
    parser.add_argument("--start", type=int, default=0, help="number of the first document")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    asked = parser.parse_args()
    if asked.size < 1 or asked.start < 0 or asked.workers < 1:
        parser.error(f"N ({asked.size}) and --workers ({asked.workers}) are 1 or more, --start 0 or more")
    try:
        mix = Mix(asked.seed, asked.copies, asked.revisions)
    except ValueError as error:
        parser.error(str(error))
    began = time.perf_counter()
    parquet = asked.parquet or asked.out.suffix == ".parquet"
    order = Order(asked.size, asked.start, mix, not asked.no_truth, asked.readings)
    write(order, asked.out, parquet, asked.workers)
    taken = time.perf_counter() - began
    print(f"{asked.size:,} documents in {taken:,.1f} s, {asked.size / taken:,.0f} a second", file=sys.stderr)


if __name__ == "__main__":
    main()
