"""The page and the briefing of a question: self-contained, inert whatever they quote, open to all."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any

import pytest
from lxml import html as lxml_html

import made_matrices as made
from sayso.views.matrix.page import page
from sayso.views.matrix.report import report

PAGES = {name: page(story()) for name, story in made.ALL.items()}
BRIEFS = {f"brief {name}": report(story()) for name, story in made.ALL.items()}
EVERY = PAGES | BRIEFS
every = pytest.mark.parametrize("name", EVERY)


def parsed(name: str) -> Any:
    return lxml_html.document_fromstring(EVERY[name], parser=lxml_html.HTMLParser(encoding="utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().replace("\xa0", " ").split())


def section(name: str, part: str) -> Any:
    (found,) = parsed(name).xpath(f"//section[@aria-labelledby='{part}']")
    return found


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
    assert b"url(" not in EVERY[name] and b'name="generator"' in EVERY[name][:1024]


@every
def test_every_link_and_button_inside_the_page_leads_somewhere(name: str) -> None:
    tree = parsed(name)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inward = [href[1:] for href in tree.xpath("//@href") if href.startswith("#")]
    named = [i for group in tree.xpath("//@aria-labelledby | //@aria-describedby") for i in group.split()]
    assert {*inward, *named, *tree.xpath("//@popovertarget")} <= set(ids)
    outward = [href for href in tree.xpath("//@href") if not href.startswith("#")]
    assert all(href.startswith("https://") for href in outward)


@every
def test_nothing_acts_that_came_with_the_rows(name: str) -> None:
    text = EVERY[name].decode()
    assert (
        "\x1b" not in text and "\u202e" not in text and "<img" not in text and 'href="javascript' not in text
    )
    if "hostile" in name:
        assert "{{ 7*7 }}" in text and "javascript:alert(1)" in text, "shown as the words that they are"


@every
def test_no_words_of_its_own_call_a_hypothesis_true(name: str) -> None:
    if "hostile" not in name:
        told = words(parsed(name).xpath("//body")[0])
        assert not re.search(r"\b(true|truth|fake|proves?|proven)\b", told.replace("probably true", ""))


@pytest.mark.parametrize("name", ["station", "brief station"])
def test_the_answer_is_a_band_with_confidence_apart(name: str) -> None:
    (box,) = parsed(name).xpath("//*[contains(@class, 'answer')]")
    told = words(box)
    assert "It is likely (55 to 80 %), with moderate confidence, that H2 holds." in told
    assert "H2: “The Sarrovian service did, and left traces of Free Fells”" in told
    assert "68 %; over the stated ranges of the likelihood ratios 47 to 86 %" in told


def test_the_matrix_is_a_table_that_can_be_heard() -> None:
    (table,) = section("station", "matrix").xpath(".//div[contains(@class, 'order-diagnosticity')]//table")
    assert words(table.xpath("./caption")[0]).startswith("How each row sits with each hypothesis")
    heads = table.xpath("./thead//th")
    assert [words(h) for h in heads] == [
        "Row",
        "H1",
        "H2",
        "H3",
        "Tells apart".replace(" ", ""),
        "Dis\u00adputed",
    ]
    assert all(h.get("scope") == "col" for h in heads)
    first = table.xpath("./tbody/tr")[1]
    (row,) = first.xpath("./th[@scope='row']")
    assert words(row).startswith("R1 The fuse is of the make that Free Fells used in 2021, experts say")
    heard = [words(s) for s in first.xpath(".//td//span[@class='seen-only']")]
    assert heard == [
        "analysts disagree: very consistent and neutral",
        "analysts disagree: very consistent and consistent",
        "very inconsistent",
    ]


def test_each_mark_opens_who_says_so_and_why() -> None:
    tree = parsed("station")
    (first,) = tree.xpath("//div[@id='r1-1']")
    assert words(first.xpath("./p")[0]) == "R1 × H1 The Free Fells movement did"
    assert [words(li) for li in first.xpath(".//li")] == [
        "CC very consistent · anna, 10 June 2025, 09:11 UTCthe fuse is their usual one",
        "N neutral · bruno, 10 June 2025, 09:14 UTCanyone can buy that fuse",
    ]
    assert "What is counted of it: slightly for (odds × 1.4)." in words(first)
    (empty,) = tree.xpath("//div[@id='r6-3']")
    assert "Nobody has said." in words(empty)
    (machine,) = tree.xpath("//div[@id='r4-3']")
    assert "II very inconsistent · the machine proposes" in words(machine)


def test_there_is_a_table_for_each_order_and_the_asked_one_comes_first() -> None:
    tree = lxml_html.document_fromstring(page(made.station(), "number"))
    radios = tree.xpath("//fieldset//input")
    assert [r.get("id") for r in radios] == ["by-number", "by-diagnosticity", "by-disagreement"]
    assert [r.get("checked") is not None for r in radios] == [True, False, False]
    orders = [
        [words(a) for a in t.xpath(".//tbody//a[@class='id']")]
        for t in tree.xpath("//table[@class='matrix']")
    ]
    assert orders[0] == [f"R{n}" for n in range(1, 8)] and orders[1][0] == "R2" and orders[2][0] == "R1"
    agreed = lxml_html.document_fromstring(page(made.empty()))
    assert not agreed.xpath("//table[@class='matrix'] | //fieldset")


@pytest.mark.parametrize("name", ["station", "brief station"])
def test_every_row_stands_with_its_words_quotes_source_and_origin(name: str) -> None:
    rows = section(name, "rows").xpath(".//ol[@class='rows']/li")
    assert {row.get("id") for row in rows} == {f"r{n}" for n in range(1, 8)}
    (row,) = [row for row in rows if row.get("id") == "r4"]
    told = words(row)
    assert "The gate was forced before the fire began, ONA has it from the police" in told
    assert "origin: the police in Kestermouth" in told and "counts 1/3: one origin with R5 and R6" in told
    assert "the gate had been forced" in told and "credibility 1, confirmed by other sources" in told
    (denied,) = [words(row) for row in rows if row.get("id") == "r3"]
    assert "credibility 4 proposed, not weighed" in denied
    assert "weighs nothing until a person sets it: doubtful: 1 origin speaks against it, and no" in denied
    assert row.xpath(".//a/@href") == ["https://4.example/gate"]
    assert f"sayso trace {'4c' * 16}" in told
    assert "the gate was forced" in told, "the machine's reason"


def test_a_row_surely_planted_is_struck_out() -> None:
    assert parsed("hostile").xpath("//tr[contains(@class, 'struck')]//a[@class='id']")[0].text == "R1"
    assert not parsed("station").xpath("//*[contains(@class, 'struck')]")


@pytest.mark.parametrize("name", ["supposed", "brief supposed"])
def test_a_what_if_shows_both_orders_and_says_that_nothing_is_kept(name: str) -> None:
    told = words(section(name, "beside1"))
    assert told.startswith(
        "What if; nothing of this is kept If R3 was planted or is false: “Free Fells denied"
    )
    assert "H2 likely, 68 %" in told and "H1 roughly even chance, 52 %" in told
    assert told.endswith("H1 leads instead of H2.")
    assert parsed(name).xpath("//title")[0].text.startswith("What if: Who set fire")
    (box,) = parsed(name).xpath("//*[contains(@class, 'answer')]")
    assert "What if, and not as it is: if R3 was planted or is false: Not enough" in words(box).replace(
        "false:Not", "false: Not"
    )


def test_the_briefing_has_its_parts_in_order() -> None:
    heads = [words(h) for h in parsed("brief station").xpath("//h2")]
    assert heads == [
        "Answer",
        "Why no more confident, and no less",
        "The hypotheses",
        "The rows that carry it",
        "What would change it",
        "Assumptions",
        "What to seek next",
        "Disagreement, and gaps",
        "How this was weighed",
        "Annex A: all rows",
        "Annex B: who did what, and when",
    ]
    carried = section("brief station", "carrying").xpath("./ol/li")
    assert [words(li)[:2] for li in carried] == ["R3", "R7", "R1"]


def test_a_briefing_of_nothing_says_so() -> None:
    told = words(parsed("brief empty"))
    assert "Not enough: no row that counts tells the hypotheses apart." in told
    assert "Nobody has stated any." in told and "No two analysts differ on any cell." in told
    assert "What would change it" not in told


def test_looking_back_is_told() -> None:
    assert "An analyst says so." in words(section("looked back", "misled"))
    assert "What turned out: H1" in words(parsed("brief looked back"))


def test_history_is_in_order() -> None:
    told = [words(li) for li in section("brief station", "history").xpath(".//li")]
    assert told[0] == "10 June 2025, 08:00 UTC anna asked “Who set fire to the Kestermouth pumping station?”"
    assert told[-1].endswith("bruno said of A2: challenged: two trials said that they left in 2023.")


OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.mark.parametrize("name", ["station", "many", "hostile", "brief supposed", "brief hostile"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window_and_nothing_complains(window: Any, name: str, width: int) -> None:
    driver = window(EVERY[name], width)
    driver.execute_script(OPEN)
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert driver.get_log("browser") == []
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("name", ["station", "since", "hostile", "brief supposed", "brief hostile"])
@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, False), (1280, True)])
def test_nothing_bars_anyone_from_reading_it(window: Any, name: str, width: int, dark: bool) -> None:
    driver = window(EVERY[name], width, dark=dark, bypass=True)
    driver.execute_script(OPEN)
    driver.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document).then(r => done(r.violations.map(v => "
        "`${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')}`)))"
    )
    assert found == []


def test_a_mark_is_opened_by_keyboard_and_closed_again(window: Any) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    driver = window(EVERY["station"])
    driver.execute_script("document.querySelector('[popovertarget=r1-1]').focus()")
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    shown = "return [...document.querySelectorAll('[popover]:popover-open')].map(p => p.id)"
    assert driver.execute_script(shown) == ["r1-1"]
    near = driver.execute_script(
        "const mark = document.querySelector('[popovertarget=r1-1]').getBoundingClientRect();"
        "const box = document.querySelector('[popover]:popover-open').getBoundingClientRect();"
        "return box.left >= 0 && box.right <= innerWidth && box.top < innerHeight && "
        "Math.min(Math.abs(box.top - mark.bottom), Math.abs(mark.top - box.bottom)) < 40"
    )
    assert near
    ActionChains(driver).send_keys(Keys.ESCAPE).perform()
    assert driver.execute_script(shown) == []
    assert driver.execute_script("return document.activeElement.getAttribute('popovertarget')") == "r1-1"


def test_one_order_is_shown_and_another_is_chosen(window: Any) -> None:
    driver = window(EVERY["station"])
    seen = (
        "return [...document.querySelectorAll('.sorting .wide')].filter(w => w.offsetParent !== null)"
        ".map(w => w.querySelector('tbody .id').textContent)"
    )
    assert driver.execute_script(seen) == ["R2"]
    driver.find_element("css selector", "label:has(#by-disagreement)").click()
    assert driver.execute_script(seen) == ["R1"]
