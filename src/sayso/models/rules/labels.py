"""Speakers named by layout: "Mayor: we were not told", "Q: …", "The paper reports:" before a quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.claims.quotations import Quotation
from sayso.models.rules.candidate import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABEL = re.compile(
    r"^[ \t]*((?:[A-Z][\w.’'\-]*)(?: (?:[A-Z][\w.’'\-]*|of|the|de|van|al|bin)){0,4})(:) +(?=\S)", re.M
)
_NO_SPEAKER = re.compile(
    r"(?i)^(?:note|update|photo|photos|video|image|watch|read|related|more|correction|editor'?s? note|"
    r"breaking|exclusive|live|opinion|analysis|review|source|sources|tags|topics|date|by|from|to|subject|"
    r"figure|table|map|https?|part|chapter|section|first|second|third|finally|answer|question|report)\b"
)


def find(doc: Doc, taken: list[Candidate], marks: list[Quotation]) -> list[Candidate]:
    """A label at the start of a line speaks what follows on that line."""
    found = []
    cues = {i for c in taken for i in c.cue}
    for m in _LABEL.finditer(doc.text):
        if _NO_SPEAKER.match(m[1]) or any(q.span.start < m.start() < q.span.end for q in marks):
            continue
        end = doc.text.find("\n", m.end())
        body = doc.char_span(m.end(), len(doc.text) if end < 0 else end, alignment_mode="contract")
        name = doc.char_span(*m.span(1), alignment_mode="contract")
        colon = doc.char_span(*m.span(2), alignment_mode="expand")
        if body is None or name is None or colon is None or colon.start in cues or len(body) < 3:
            continue
        source, content = set(range(name.start, name.end)), set(range(body.start, body.end))
        found.append(Candidate(colon[0], [colon.start], source, content, "states", "label"))
    return found
