"""Shards as Parquet files, on a disk or wherever fsspec reaches: written whole or not at all, and checked
when they are read."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sayso.errors import SkipDocument, StopRun
from sayso.shards.codec import Misfit, decode
from sayso.shards.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from fsspec import AbstractFileSystem

SCHEMA = 1
"""Version of the columns and of what they hold. A file of a later one is refused."""
AGAIN = "Remove it and run the same command again: the other shards are not done again"
_GROUP_ROWS, _GROUP_CHARS = 512, 4_000_000
"""A row group ends at whichever comes first: it is what a reader holds in memory."""
_NAME = re.compile(r"shard-(\d{5,})-of-(\d{5,})\.parquet")
_KEY = "sayso"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a shard says of itself."""

    number: int
    count: int
    method: str
    """Of its readings."""
    fingerprint: str
    """Of its inputs, the method and the settings that matter: a shard with the same is not done again."""
    documents: int = 0
    skipped: int = 0
    schema: int = SCHEMA


def name(number: int, count: int) -> str:
    return f"shard-{number:05}-of-{count:05}.parquet"


def open_folder(folder: str) -> tuple[AbstractFileSystem, str]:
    """The file system that a folder lies on, and the folder's path there.

    Raises:
        StopRun: the extra is not installed, or nothing reaches such an address.
    """
    try:
        import fsspec
        import pyarrow  # noqa: F401 - asked for now, so that it is not missed after hours
    except ImportError as error:
        why = f"shards need {error.name}, which is not installed"
        raise StopRun(folder, why, "Type: pip install 'sayso[parquet]'") from None
    try:
        reached, path = fsspec.core.url_to_fs(folder)
    except (ValueError, ImportError) as error:
        todo = "Name a folder, or install what reaches there (for s3://: pip install s3fs)"
        raise StopRun(folder, str(error), todo) from None
    return reached, str(path).rstrip("/")


def found(folder: str) -> dict[tuple[int, int], str]:
    """The shards of a folder: number and count, and where each lies."""
    reached, path = open_folder(folder)
    try:
        names = sorted(str(each).rpartition("/")[2] for each in reached.ls(path, detail=False))
    except FileNotFoundError:
        return {}
    matches = filter(None, map(_NAME.fullmatch, names))
    return {(int(m[1]), int(m[2])): f"{folder.rstrip('/')}/{m[0]}" for m in matches}


def sweep(folder: str) -> None:
    """Make the folder, and remove what a run that was killed left half-written there."""
    reached, path = open_folder(folder)
    try:
        reached.makedirs(path, exist_ok=True)
        for left in reached.glob(f"{path}/shard-*.tmp"):
            reached.rm(left)
    except OSError as error:
        raise _unwritable(folder, error) from None


def write(path: str, rows: Iterable[Row], stamp: Stamp) -> Stamp:
    """Write a shard in the order of its rows; the stamp as it was written, with what was counted.

    Raises:
        StopRun: it cannot be written there.
    """
    reached, where = open_folder(path)
    temporary = f"{where}.{secrets.token_hex(4)}.tmp"
    try:
        with reached.open(temporary, "wb") as file:
            stamp = _write(file, rows, stamp)
            file.flush()
            if "file" in reached.protocol:
                # Without it a power cut may leave the name and not the contents.
                os.fsync(file.fileno())
        reached.mv(temporary, where)
    except OSError as error:
        if reached.exists(temporary):
            reached.rm(temporary)
        raise _unwritable(path, error) from None
    return stamp


def _unwritable(path: str, error: OSError) -> StopRun:
    todo = "Make room or name another folder, then run the same command again: finished shards are kept"
    return StopRun(f"cannot write {path}", error.strerror or str(error), todo)


def _write(file: Any, rows: Iterable[Row], stamp: Stamp) -> Stamp:  # noqa: ANN401 - whatever fsspec opens
    import pyarrow.parquet as pq

    documents = skipped = 0
    with pq.ParquetWriter(file, _schema(), compression="zstd", write_page_checksum=True) as writer:
        for group in _groups(rows):
            writer.write_batch(_batch(group))
            errors = sum(row.id is None for row in group)
            documents, skipped = documents + len(group) - errors, skipped + errors
        told = asdict(stamp) | {"documents": documents, "skipped": skipped}
        writer.add_key_value_metadata({_KEY: json.dumps(told)})
    return Stamp(**told)


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(field, pa.string()) for field in Row._fields])


def _batch(group: list[Row]) -> pa.RecordBatch:
    import pyarrow as pa

    columns = [pa.array(column, pa.string()) for column in zip(*group, strict=True)]
    return pa.record_batch(columns, schema=_schema())


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    chars = 0
    for row in rows:
        group.append(row)
        chars += len(row.text or "") + len(row.rest or "")
        if len(group) >= _GROUP_ROWS or chars >= _GROUP_CHARS:
            yield group
            group, chars = [], 0
    if group:
        yield group


def stamp(path: str) -> Stamp | None:
    """What the shard says of itself; None where there is none, or none that can be read."""
    try:
        with _opened(path) as (_, told):
            return told
    except SkipDocument:
        return None


def rows(path: str) -> Iterator[Row]:
    """The rows of a shard, in order; memory holds one row group.

    Raises:
        SkipDocument: it is damaged; what came before was sound.
        StopRun: a later version of Sayso wrote it.
    """
    with _opened(path) as (table, told):
        counted = 0
        try:
            for batch in table.iter_batches(batch_size=64, use_threads=False):
                columns = (batch.column(field).to_pylist() for field in Row._fields)
                for values in zip(*columns, strict=True):
                    counted += 1
                    yield Row(*values)
        except _faults() as error:
            raise damaged(path, error) from None
        if counted != told.documents + told.skipped:
            raise damaged(path, Misfit(f"{counted} rows where {told.documents + told.skipped} were written"))


@contextmanager
def _opened(path: str) -> Iterator[tuple[pq.ParquetFile, Stamp]]:
    import pyarrow.parquet as pq

    reached, where = open_folder(path)
    with ExitStack() as stack:
        try:
            file = stack.enter_context(reached.open(where, "rb"))
            table = pq.ParquetFile(file, page_checksum_verification=True, pre_buffer=False)
            told = _stamp(table, path)
        except _faults() as error:
            raise damaged(path, error) from None
        yield table, told


def _stamp(table: pq.ParquetFile, path: str) -> Stamp:
    told = json.loads((table.metadata.metadata or {}).get(_KEY.encode(), b"null"))
    if not isinstance(told, dict):
        raise Misfit("it was not written by Sayso")
    schema = told.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        why = f"written by a later version of Sayso (schema {schema}; this one reads up to {SCHEMA})"
        raise StopRun(path, why, "Install the latest sayso here, or name another folder")
    return decode(Stamp, told)


def _faults() -> tuple[type[Exception], ...]:
    """What pyarrow raises over a damaged file, `Misfit` among them as a `ValueError`."""
    import pyarrow as pa

    return pa.ArrowException, ValueError, OSError


def damaged(path: str, error: Exception) -> SkipDocument:
    """The line for a shard of which nothing more can be read."""
    return SkipDocument(path, f"a damaged shard ({' '.join(str(error).split())[:200]})", AGAIN)
