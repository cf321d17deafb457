"""JSON Lines: one document a line."""

from __future__ import annotations

import json

import stories
from sayso.exporters import jsonl


def test_one_line_a_document_in_order() -> None:
    readings = stories.all_stories()
    data = b"".join(jsonl.export(readings))
    found = [json.loads(line) for line in data.splitlines()]
    assert [line["address"] for line in found] == [r.document.address for r in readings]


def test_lines_come_one_by_one() -> None:
    asked = []

    def readings():
        for reading in stories.all_stories():
            asked.append(reading)
            yield reading

    next(iter(jsonl.export(readings())))
    assert len(asked) == 1
