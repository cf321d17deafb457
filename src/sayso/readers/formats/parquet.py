"""Parquet: each row a document, read batch by batch, so that a file may be of any size.

`records.NAMES` says which columns are used; every other one is passed through, but for those that hold bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import records
from sayso.readers.custody import custody
from sayso.readers.expanding import Expanded
from sayso.readers.records import Place
from sayso.settings import Settings
from sayso.types import Document, Json

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

SUFFIXES = (".parquet", ".pq")
MEDIA_TYPES = ("application/vnd.apache.parquet", "application/x-parquet")
STREAMS = True

_MAGIC = b"PAR1"
_BATCH_BYTES = 1_000_000
_BATCH_ROWS = 1000
_BUFFER = 1 << 17
"""Bytes that are read of a column at a time: without it, a whole column of a row group is."""
_MEND = "Write it anew with a text in each row"


def matches(head: bytes) -> bool:
    return head.startswith(_MAGIC)


def read(raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    if isinstance(raw.stream, Expanded):
        why = "a Parquet file packed once more; its end must be read first"
        raise SkipDocument(raw.address, why, "Unpack it (gunzip or unzstd)")
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        why = "reading Parquet needs pyarrow, which is not installed"
        raise SkipDocument(raw.address, why, "Type: pip install 'sayso[parquet]'") from None
    number = 0
    try:
        table = pq.ParquetFile(raw.stream or io.BytesIO(raw.data), buffer_size=_BUFFER, pre_buffer=False)
        for batch in table.iter_batches(_rows(table), columns=_columns(table, raw), use_threads=False):
            yield from _documents(batch, raw, number)
            number += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        why = f"broken Parquet, {number:,} rows of it could be read ({' '.join(str(error).split())[:100]})"
        raise SkipDocument(raw.address, why, "Get the file again") from None
    if not number:
        raise SkipDocument(raw.address, "no row in it", "Look whether the right file was given")


def _rows(table: pq.ParquetFile) -> int:
    """Rows in a batch: so many that it takes a few megabytes, as far as the file tells."""
    about = table.metadata
    size = sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups))
    return max(1, min(_BATCH_ROWS, int(_BATCH_BYTES * about.num_rows // max(1, size))))


def _columns(table: pq.ParquetFile, raw: Raw) -> list[str]:
    """Those that hold anything but bytes.

    Raises:
        SkipDocument: none of them is a text.
    """
    import pyarrow.types as kinds

    schema = table.schema_arrow
    if not any(name in records.NAMES["text"] and _is_text(schema.field(name).type) for name in schema.names):
        there = ", ".join(f"{f.name} ({f.type})" for f in schema)[:500] or "none"
        why = f"no column of text among its columns: {there}"
        todo = f"Give one of them one of the names {', '.join(records.NAMES['text'])}"
        raise SkipDocument(raw.address, why, todo)
    unread = (kinds.is_binary, kinds.is_large_binary, kinds.is_fixed_size_binary, kinds.is_binary_view)
    return [field.name for field in schema if not any(is_so(field.type) for is_so in unread)]


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow.types as kinds

    if kinds.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind))


def _documents(batch: pa.RecordBatch, raw: Raw, before: int) -> Iterator[Document | SkipDocument]:
    kept = custody(raw, "parquet", "application/vnd.apache.parquet", "utf-8")
    for row in range(batch.num_rows):
        number = before + row + 1
        place = Place(f"{raw.address}, row {number}", f"{raw.address}#{number}", kept, _MEND)
        try:
            yield records.document(_record(batch, row, place.where), place)
        except SkipDocument as error:
            yield error


def _record(batch: pa.RecordBatch, row: int, where: str) -> dict[str, Json]:
    """One row as JSON would have it."""
    try:
        return {name: _json(batch.column(at)[row]) for at, name in enumerate(batch.schema.names)}
    except (ValueError, OverflowError) as error:
        why = f"a value in this row cannot be read ({str(error)[:100]})"
        raise SkipDocument(where, why, "Mend or leave out that row") from None


def _json(cell: pa.Scalar) -> Json:
    import pyarrow as pa

    if pa.types.is_timestamp(cell.type) and cell.type.unit == "ns":
        # Python's times end at microseconds.
        cell = cell.cast(pa.timestamp("us", cell.type.tz), safe=False)
    return _plain(cell.as_py(maps_as_pydicts=None))


def _plain(value: object) -> Json:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    return value if value is None or isinstance(value, str | int) else str(value)
