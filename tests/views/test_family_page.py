"""The page of a family: whole, self-contained, inert whatever the articles hold, and open to everyone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from lxml import html as lxml_html

import drawn_families as made
from sayso.lineage.links import Passage
from sayso.types import Span
from sayso.views.lineage.compared import LONGEST, pair
from sayso.views.lineage.page import page

STORIES = {
    "five": made.five,
    "newsroom": made.newsroom,
    "many": made.many,
    "press": made.press_conference,
    "hostile": made.hostile,
}
PAGES = {name: page(*story()) for name, story in STORIES.items()}
every = pytest.mark.parametrize("name", STORIES)


def parsed(name: str) -> Any:
    return lxml_html.document_fromstring(PAGES[name], parser=lxml_html.HTMLParser(encoding="utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@every
def test_nothing_is_fetched_and_nothing_runs(name: str) -> None:
    tree = parsed(name)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ") and "script" not in policy and "unsafe" not in policy
    (style,) = tree.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert not tree.xpath("//@style | //@src | //link | //iframe | //img | //form | //object | //script")
    assert not [a for element in tree.iter() for a in element.attrib if a.startswith("on")]
    assert b"url(" not in PAGES[name] and b'name="generator"' in PAGES[name][:1024]


@every
def test_every_link_inside_the_page_leads_somewhere(name: str) -> None:
    tree = parsed(name)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [href for href in tree.xpath("//@href") if href.startswith("#")]
    assert links and {href[1:] for href in links} <= set(ids)
    outward = [href for href in tree.xpath("//@href") if not href.startswith("#")]
    assert all(href.startswith("https://") for href in outward)


@every
def test_every_telling_has_its_entry_and_its_box_leads_there(name: str) -> None:
    family, _ = STORIES[name]()
    tree = parsed(name)
    entries = tree.xpath("//ol[contains(@class, 'tellings')]/li")
    assert len(entries) == len(family.tellings)
    boxes = {href[1:] for href in tree.xpath("//*[local-name()='svg']//@href")}
    inside = {href[1:] for href in tree.xpath("//details[@class='fan']//@href")}
    assert {entry.get("id") for entry in entries} <= boxes | inside


def test_headline_origins_and_exact_words() -> None:
    tree = parsed("newsroom")
    headline = words(tree.xpath("//p[@class='headline']")[0])
    assert headline.startswith("35 articles") and "independence not established: 3 to 5 origins" in headline
    origins = [words(h) for h in tree.xpath("//section[@aria-labelledby='origins']//h3")]
    assert origins[:2] == ["Marta Quell", "a nurse (unnamed), to Radio Lenn"]
    recorded = words(tree.xpath("//section[@aria-labelledby='origins']//li")[0])
    assert recorded == "ONA, 8 June 2025: At least 11 people were killed"


def test_drift_along_each_way() -> None:
    rows = [
        [words(cell) for cell in row.xpath("./th | ./td")]
        for row in parsed("five").xpath("//section[@aria-labelledby='drift']//tbody/tr")
    ]
    assert rows[-1] == [
        "↳ Sarrovia Today, 11 June 2025",
        "The fall has cost 15 lives",
        "“more than a dozen” became “15”",
    ]
    assert [row[0] for row in rows[-3:]] == [
        "ONA, 8 June 2025",
        "↳ Ostermoor Evening Lamp, 9 June 2025",
        "↳ Sarrovia Today, 11 June 2025",
    ]


def test_a_denial_is_not_shown_as_a_claim() -> None:
    tree = parsed("newsroom")
    (entry,) = tree.xpath("//ol[contains(@class, 'tellings')]/li[.//bdi='Lenn Watch']")
    assert "denied: “we did not cut it”" in words(entry)
    assert "Lenn Watch, 12 June 2025: denied: we did not cut it" in words(tree.xpath("//main")[0])


def test_passages_stand_side_by_side_with_their_changes() -> None:
    (entry,) = parsed("five").xpath("//li[.//bdi='The Ostermoor Herald']")
    (left, right) = entry.xpath(".//div[@class='sides']//blockquote")
    assert left.text_content() == f"{made.WORDS}{made.TAIL}"
    assert "".join(left.xpath(".//del/text()")).startswith("At least 11")
    assert right.xpath(".//ins/text()") and "people" not in right.xpath("string(.//ins)")
    (copied,) = parsed("five").xpath("//li[.//bdi='The Fellmark Gazette']//blockquote")
    assert not copied.xpath(".//del | .//ins"), "what is the same stands once"


def test_how_sure_and_why_and_the_handle_of_the_link() -> None:
    family, _ = made.five()
    (entry,) = parsed("five").xpath("//li[.//bdi='Sarrovia Today']")
    told = words(entry)
    assert "That one has it from the other: likely (72 %). That it went this way: almost certain" in told
    assert "the words are common: slightly against (odds ÷ 1.3)" in told
    link = family.links[-1]
    assert f"sayso decide {link.one[:12]} cut|turn|join {link.other[:12]}" in told


def test_citations_show_their_words_in_place() -> None:
    marked = parsed("newsroom").xpath("//p[@class='cited']//mark/text()")
    assert marked and set(marked) <= {"At ", "Ele", "not", "ele"}


def test_what_is_wrong_and_what_is_unknown_is_said() -> None:
    tree = parsed("newsroom")
    assert "Ostermoor Insider, 14 June 2025 → Rivets & Rope <blog>" in words(
        tree.xpath("//section[@aria-labelledby='circles']")[0]
    )
    assert "two days later" in words(tree.xpath("//section[@aria-labelledby='clashes']")[0])
    unknown = words(tree.xpath("//section[@aria-labelledby='unknown']")[0])
    assert "When it came out is not stated by" in unknown
    assert "Kestermouth Chronicle, 11 June 2025 and Hallin Post, 11 June 2025" in unknown
    assert not parsed("five").xpath("//*[@id='circles' or @id='clashes' or @id='unknown']")


def test_hundreds_of_unknowns_are_not_listed_one_by_one() -> None:
    unknown = words(parsed("press").xpath("//section[@aria-labelledby='unknown']")[0])
    assert "and 194 more." in unknown and len(unknown) < 400


def test_without_texts_all_but_the_passages_is_there() -> None:
    family, _ = made.five()
    tree = lxml_html.document_fromstring(page(family, {}))
    assert not tree.xpath("//blockquote") and "copied word for word" in tree.text_content()


def test_no_address_but_a_web_address_is_a_link() -> None:
    assert b'href="javascript' not in PAGES["hostile"]
    assert b"javascript:alert(1)" in PAGES["hostile"], "it is shown as the words that it is"
    assert "\x1b" not in PAGES["hostile"].decode() and "\u202e" not in PAGES["hostile"].decode()


def test_the_words_that_differ() -> None:
    one, other = "At least 11 people were killed.", "Eleven people were killed there."
    found = pair(one, other, Passage(Span(0, len(one)), Span(0, len(other)), "edited", 0.7))
    assert "".join(p.text for p in found.one) == one and "".join(p.text for p in found.other) == other
    assert [p.text for p in found.one if p.changed] == ["At least 11"]
    assert [p.text for p in found.other if p.changed] == ["Eleven", "there"]
    assert not found.is_same and not found.is_cut


def test_only_the_beginning_of_a_very_long_passage_is_shown() -> None:
    text = "word after word " * LONGEST
    whole = Passage(Span(0, len(text)), Span(0, len(text)), "verbatim", 1.0)
    found = pair(text, text, whole)
    assert found.is_cut and found.is_same
    assert len("".join(p.text for p in found.one)) <= LONGEST


@pytest.fixture
def opened(window: Callable[..., Any]) -> Callable[..., Any]:
    """Shows a page by its name."""
    return lambda name, *width, **how: window(PAGES[name], *width, **how)


@pytest.mark.parametrize("name", ["newsroom", "many", "hostile"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window_and_nothing_complains(opened: Any, name: str, width: int) -> None:
    driver = opened(name, width)
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert driver.get_log("browser") == []
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_bars_anyone_from_reading_it(opened: Any, dark: bool) -> None:
    driver = opened("newsroom", dark=dark, bypass=True)
    driver.execute_script("document.querySelectorAll('details').forEach((d, i) => d.open = i < 6)")
    driver.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document).then(r => done(r.violations.map(v => "
        "`${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')}`)))"
    )
    assert found == []


def test_a_box_is_reached_by_keyboard_and_leads_to_its_telling(opened: Any) -> None:
    from selenium.webdriver import ActionChains

    driver = opened("five")
    label = ""
    for _ in range(12):
        ActionChains(driver).send_keys("\ue004").perform()
        label = driver.execute_script("return document.activeElement.getAttribute('aria-label') || ''")
        if label.startswith("The Ostermoor Herald"):
            break
    assert label == "The Ostermoor Herald, 9 June 2025: “Eleven people died”"
    ActionChains(driver).send_keys("\ue007").perform()
    target = "return document.querySelector(':target').querySelector('bdi').textContent"
    assert driver.execute_script(target) == "The Ostermoor Herald"


def test_words_stay_in_their_boxes(opened: Any) -> None:
    driver = opened("newsroom", 2000)
    out = driver.execute_script(
        "return [...document.querySelectorAll('.family .box')].filter(b => { const r = b.querySelector("
        "'rect:not(.bar), .shape'); return r && [...b.querySelectorAll('text')].some(t => "
        "t.getBBox().x + t.getBBox().width > r.getBBox().x + r.getBBox().width); })"
        ".map(b => b.querySelector('text').textContent)"
    )
    assert out == []
