"""Files of PARC's ACH 2.0 (`.achz`): XML in UTF-16, compressed by gzip.

The format was never published. This reads what the importer of the Open Source ACH project reads of it
(Burton and Knowles 2010, import_action.php): titles, hypotheses, evidence with its marks, notes, link, type,
date in milliseconds, and credibility. A flag on a piece of evidence has no place here.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sayso.errors import StopRun
from sayso.ledger.questions import Draft
from sayso.types import Json
from sayso.views.matrix.foreign import Foreign, credibility, marks

if TYPE_CHECKING:
    from lxml.etree import _Element

MAGIC = b"\x1f\x8b"
LARGEST = 50_000_000
_TODO = "Save it in ACH 2.0 with File, Save As, as .achz"


def matrix(data: bytes, name: str, question: str | None) -> Foreign:
    """From the bytes of the file.

    Raises:
        StopRun: it is not gzip, not XML, or has no matrix in it.
    """
    root = _root(_unpacked(data, name), name)
    found = root if root.tag == "MATRIX" else root.find(".//MATRIX")
    if found is None:
        raise StopRun(f"matrix in {name}", "there is no MATRIX in it", _TODO)
    hypotheses, evidence = found.findall("HYPOTHESIS"), found.findall("EVIDENCE")
    if len(hypotheses) < 2:
        raise StopRun(f"matrix in {name}", "it has fewer than two hypotheses", _TODO)
    text = question or _text(root, "PROJECT-TITLE") or name
    drafts = [Draft("question", {"text": text})]
    drafts += [
        Draft(
            "hypothesis",
            {"id": f"H{n}", "text": _text(one, "NAME") or f"hypothesis {n}"},
            _text(one, "NOTES") or None,
        )
        for n, one in enumerate(hypotheses, 1)
    ]
    values = [(_text(one, "VALUES") or "").split(",") for one in evidence]
    scale = marks({word for line in values for word in line}, name)
    for n, (one, line) in enumerate(zip(evidence, values, strict=True), 1):
        told, why = _row(one, n)
        drafts.append(Draft("row", told, why or None))
        for h, word in enumerate(line[: len(hypotheses)], 1):
            if (mark := scale[word]) is not None:
                drafts.append(Draft("cell", {"row": f"R{n}", "hypothesis": f"H{h}", "mark": mark}))
    return Foreign("a file of PARC’s ACH 2.0", tuple(drafts), tuple(_lost(root, evidence)))


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            found = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise StopRun(f"matrix in {name}", f"it cannot be unpacked ({error})", _TODO) from None
    if len(found) > LARGEST:
        raise StopRun(f"matrix in {name}", f"unpacked it is larger than {LARGEST:,} bytes", _TODO)
    return found


def _root(data: bytes, name: str) -> _Element:
    from lxml import etree

    # Nothing outside the file is fetched or opened, and no entity can blow it up.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(_as_utf8(data), parser)
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise StopRun(f"matrix in {name}", f"it is no XML ({error})", _TODO) from None


def _as_utf8(data: bytes) -> bytes:
    """Without the declaration, whose encoding may be another than the one that the bytes are in."""
    has_mark = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    is_wide = has_mark or b"\x00" in data[:4]
    text = data.decode(
        "utf-16"
        if has_mark
        else "utf-16-be"
        if data[:1] == b"\x00"
        else "utf-16-le"
        if is_wide
        else "utf-8-sig"
    )
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def _text(element: Any, tag: str) -> str:  # noqa: ANN401 - an element of lxml
    return " ".join((element.findtext(tag) or "").split())


def _row(one: Any, n: int) -> tuple[dict[str, Json], str]:  # noqa: ANN401 - an element of lxml
    told: dict[str, Json] = {"id": f"R{n}", "kind": "note", "text": _text(one, "NAME") or f"evidence {n}"}
    if (grade := credibility(_text(one, "CREDIBILITY"))) is not None:
        told["credibility"] = grade
    milliseconds = _text(one, "DATE")
    if milliseconds.isdigit() and int(milliseconds) and len(milliseconds) < 15:
        told["when"] = datetime.fromtimestamp(int(milliseconds) / 1000, UTC).strftime("%Y-%m-%d")
    names = (
        ("type", "TYPE"),
        ("code", "CODE"),
        ("relevance", "RELEVANCE"),
        ("link", "LINK"),
        ("notes", "NOTES"),
    )
    return told, "; ".join(f"{word}: {_text(one, tag)}" for word, tag in names if _text(one, tag))


def _lost(root: Any, evidence: list[Any]) -> list[str]:  # noqa: ANN401 - elements of lxml
    lost = []
    if _text(root, "CLASSIFICATION"):
        lost.append(f"The classification {_text(root, 'CLASSIFICATION')!r} is not kept.")
    if any(_text(one, "FLAG") == "1" for one in evidence):
        lost.append("Flags on evidence are not kept.")
    if any(_text(one, "RELEVANCE") for one in evidence):
        lost.append("Relevance weighs nothing here: it stands in the reason of its row.")
    return lost
