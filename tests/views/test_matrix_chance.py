"""Whatever question is asked, and however it is marked: every face shows it whole, and nothing in it acts."""

from __future__ import annotations

import io
import json
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from lxml import html as lxml_html
from rich.cells import cell_len
from rich.console import Console

import made_matrices as made
from family_schema import schema
from sayso.views.matrix import screen, wording
from sayso.views.matrix.order import SORTS, placed
from sayso.views.matrix.page import page
from sayso.views.matrix.record import record
from sayso.views.matrix.report import markdown, report
from sayso.views.matrix.sheet import Sheet
from sayso.views.record import as_line
from sayso.views.terminal import Terminal

VALID = Draft202012Validator(schema("weighed"))
some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@some
@given(made.by_chance())
def test_its_record_follows_the_schema(sheet: Sheet) -> None:
    VALID.validate(json.loads(as_line(record(sheet))))


@some
@given(made.by_chance())
def test_a_terminal_shows_every_row_in_its_width(sheet: Sheet) -> None:
    out = io.StringIO()
    console = Console(file=out, width=72, highlight=False, markup=False, emoji=False)
    for sort in SORTS:
        for piece in screen.lines(sheet, Terminal(), sort=sort):
            console.print(piece)
    told = out.getvalue()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told)
    assert max(map(cell_len, told.split("\n"))) <= 72
    shown = re.findall(r"^[ ┌│└] (R\d) ", told, re.MULTILINE)
    assert {row.id for row in sheet.weighed.matrix.rows} <= set(shown)


@some
@given(made.by_chance())
def test_pages_hold_every_row_and_no_tag_of_its_own(sheet: Sheet) -> None:
    rows = {row.id for row in sheet.weighed.matrix.rows}
    for made_ in (page(sheet), report(sheet)):
        tree: Any = lxml_html.document_fromstring(made_, parser=lxml_html.HTMLParser(encoding="utf-8"))
        assert not tree.xpath("//script | //img | //@style")
        listed = tree.xpath("//ol[@class='rows']/li/@id")
        assert len(listed) == len(rows)
        assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))


@some
@given(made.by_chance())
def test_a_briefing_in_markdown_has_one_heading_of_its_first_order(sheet: Sheet) -> None:
    lines = markdown(sheet).decode().splitlines()
    assert [line[:2] for line in lines if line.startswith("# ")] == ["# "]
    assert sum(line.startswith("- **R") for line in lines) >= len(sheet.weighed.matrix.rows)


@some
@given(made.by_chance())
def test_every_order_has_every_row_once(sheet: Sheet) -> None:
    for sort in SORTS:
        found = [one.row.id for one in placed(sheet.weighed, sort)]
        assert sorted(found) == sorted(row.id for row in sheet.weighed.matrix.rows)


@some
@given(made.by_chance())
def test_an_answer_names_a_hypothesis_only_above_even(sheet: Sheet) -> None:
    fares = sheet.weighed.hypotheses
    if wording.is_answered(sheet.weighed):
        assert fares[0].probability > 0.5 > fares[1].probability
        assert f"that {fares[0].hypothesis} holds." in wording.answer(sheet.weighed)
    else:
        assert wording.answer(sheet.weighed).startswith("Not enough")
