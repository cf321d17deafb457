"""The page of findings: whole, self-contained, inert whatever is quoted, and open to everyone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from lxml import html as lxml_html

import made_findings as made
from sayso.findings import Finding
from sayso.views.evidence import wording
from sayso.views.evidence.page import page

PAGES = {name: page([story()]) for name, story in made.ALL.items()}
PAGES["all"] = page([story() for story in made.ALL.values()])
PAGES["two"] = page([made.mixed(), made.nothing()])
every = pytest.mark.parametrize("name", PAGES)


def parsed(name: str) -> Any:
    return lxml_html.document_fromstring(PAGES[name], parser=lxml_html.HTMLParser(encoding="utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(name: str, part: str) -> Any:
    (found,) = parsed(name).xpath(f"//section[@id='c1-{part}']")
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
    assert b"url(" not in PAGES[name] and b'name="generator"' in PAGES[name][:1024]


@every
def test_every_link_inside_the_page_leads_somewhere(name: str) -> None:
    tree = parsed(name)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [href for href in tree.xpath("//@href") if href.startswith("#")]
    named = [i for group in tree.xpath("//@aria-labelledby | //@aria-describedby") for i in group.split()]
    assert links and {href[1:] for href in links} | set(named) <= set(ids)
    outward = [href for href in tree.xpath("//@href") if not href.startswith("#")]
    assert all(href.startswith("https://") for href in outward)


@pytest.mark.parametrize("name", made.ALL)
def test_every_passage_stands_once_with_its_exact_words(name: str) -> None:
    finding = made.ALL[name]()
    pieces = parsed(name).xpath("//li[contains(@class, 'piece')]")
    told = [words(piece.xpath(".//blockquote")[0]) for piece in pieces]
    assert len(pieces) == len(finding.evidence)
    order = [number for numbers in wording.groups(finding).values() for number in numbers]
    if name != "hostile":
        assert [t.split("“", 1)[1][:-1] for t in told] == [finding.evidence[n].passage.quote for n in order]
    assert [piece.get("id") for piece in pieces] == [f"c1-e{n}" for n in range(1, len(order) + 1)]


def recorded() -> Finding:
    """Five outlets that have it from one spokesman, between two others, and one against it."""
    maker = made.Maker()
    for n in range(1, 6):
        maker.found("They fell", f"Outlet {n}", None, "supports", 0.9 - n / 100, origin="Ivo Quast")
    maker.found("They fell", "ONA", None, "supports", 0.95)
    maker.found("They fell", "Radio Lenn", None, "supports", 0.7)
    maker.found("They did not fall", "The Herald", None, "refutes", origin="Ivo Quast")
    return maker.finding("mixed")


def test_passages_of_one_origin_are_folded_under_the_strongest() -> None:
    tree = lxml_html.document_fromstring(page([recorded()]))
    (side,) = tree.xpath("//section[@id='c1-for']")
    assert words(side.xpath("./h2")[0]) == "For it 7 passages"
    first = side.xpath("./ol/li[contains(@class, 'piece')]")
    assert [piece.get("id") for piece in first] == ["c1-e1", "c1-e2", "c1-e7"]
    assert not first[0].xpath(".//details[@class='same']")
    (same,) = first[1].xpath(".//details[@class='same']")
    assert words(same.xpath("./summary")[0]) == (
        "4 more passages from the same origin: Outlet 2 (3), Outlet 3 (4), Outlet 4 (5) and Outlet 5 (6)"
    )
    assert [piece.get("id") for piece in same.xpath("./ol/li")] == [f"c1-e{n}" for n in range(3, 7)]
    # Who speaks against it, too, is not folded away among those for it.
    (against,) = tree.xpath("//section[@id='c1-against']")
    assert [piece.get("id") for piece in against.xpath(".//li")] == ["c1-e8"]


def test_of_many_of_one_origin_a_few_are_named() -> None:
    maker = made.Maker()
    for n in range(9):
        maker.found("They fell", f"Outlet {n}", None, "supports", 0.9 - n / 100, origin="Ivo Quast")
    tree = lxml_html.document_fromstring(page([maker.finding("supported")]))
    (summary,) = tree.xpath("//details[@class='same']/summary")
    assert words(summary).endswith("Outlet 4 (5) and 4 more")


def test_the_verdict_is_a_word_with_its_confidence_and_counts() -> None:
    (verdict,) = parsed("mixed").xpath("//div[@class='verdict']")
    told = words(verdict)
    assert told.startswith("◆ mixed with moderate confidence There is evidence of weight on both sides.")
    counts = [words(li) for li in verdict.xpath(".//ul[@class='counts']/li")]
    assert counts == ["2 origins for (2 to 3)", "3 against (2 to 4)", "1 copy set aside"]
    assert len(verdict.xpath(".//ul[@class='reasons']/li")) == 2
    assert "Item credibility, 1 to 6, proposed: 4, doubtful: 2 to 3 origins bear it out" in told


def test_a_passage_says_who_when_how_surely_and_why() -> None:
    piece = section("mixed", "against").xpath(".//li[contains(@class, 'piece')]")[0]
    told = words(piece)
    assert "denied: “29 people died, and not 50 as was said” The Fellmark Gazette, 12 June 2025" in told
    assert "author → Governor Marta Quell (denied)" in told
    assert "▼ refutes it: almost certain, 97 %. It says the same in other words." in told
    assert "figure, refutes it: 29 is fewer than “at least 50” (claim: At least 50; here: 29 people)" in told
    assert "The entailment model alone: supports it 55 %, refutes it 35 %, does not settle it 10 %." in told


def test_what_stands_around_the_quote_is_there_and_the_quote_is_marked() -> None:
    (around,) = section("mixed", "for").xpath(".//p[@class='around']")
    assert around.text_content().startswith("Divers went on at dawn. At least 50")
    assert around.xpath("./mark/text()") == ["At least 50 people lost their lives on the bridge"]


def test_a_rating_is_of_its_claim_and_leads_to_its_fact_check() -> None:
    (rating,) = parsed("mixed").xpath("//p[@class='rating']")
    assert "as “Mostly false”, which is taken as: mostly refuted" in words(rating)
    assert rating.xpath("./a/@href") == ["https://facts.example/50"]
    assert "That the fact-check is of this very claim: " in parsed("mixed").text_content()


def test_the_table_has_the_figures_of_the_plot_and_more() -> None:
    figures = section("mixed", "figures")
    rows = [[words(cell) for cell in row.xpath("./th | ./td")] for row in figures.xpath(".//tbody/tr")]
    assert [
        "12 June 2025",
        "Governor Marta Quell",
        "29 people",
        "29 people killed",
        "◆ does not agree",
    ] in rows
    assert len(rows) == len(made.mixed().values)
    targets = figures.xpath(".//*[local-name()='svg']//@href")
    assert set(targets) == set(figures.xpath(".//table//@href"))


def test_then_and_now_is_a_table() -> None:
    rows = [words(row) for row in section("mixed", "then").xpath(".//tbody/tr")]
    assert rows[:2] == ["known when the claim was made101", "published later than the claim120"]


def test_nothing_found_is_not_told_of_what_could_not_be_searched() -> None:
    told = words(parsed("nothing"))
    assert "For it 0 passages Nothing was found, in what could be searched." in told
    assert "degraded: events.csv: row 12 has no date." in told
    headings = [words(h) for h in parsed("nothing").xpath("//h2")]
    assert headings[0] == "What would settle it", "it is what a reader can act on"


def test_several_claims_have_a_list_that_leads_to_each() -> None:
    tree = parsed("all")
    (listed,) = tree.xpath("//nav")
    assert [words(item).split("”")[1][:9] for item in listed.xpath(".//li")][:2] == [" ◆ mixed ", " ○ not en"]
    assert len(tree.xpath("//h1")) == 1 and len(tree.xpath("//article/header/h2")) == len(made.ALL)


def test_no_address_but_a_web_address_is_a_link() -> None:
    assert b'href="javascript' not in PAGES["hostile"]
    assert b"javascript:alert(1)" in PAGES["hostile"], "it is shown as the words that it is"
    text = PAGES["hostile"].decode()
    assert "\x1b" not in text and "\u202e" not in text and "{{ 7*7 }}" in text


def test_no_words_of_its_own_call_a_claim_true_or_false() -> None:
    for name in ("nothing", "one", "many"):
        assert not re.search(
            r"\b(true|false|truth|fake)\b", words(parsed(name).xpath("//body")[0]), re.IGNORECASE
        )


@pytest.fixture
def opened(window: Callable[..., Any]) -> Callable[..., Any]:
    """Shows a page by its name."""
    return lambda name, *width, **how: window(PAGES[name], *width, **how)


@pytest.mark.parametrize("name", ["two", "hostile"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window_and_nothing_complains(opened: Any, name: str, width: int) -> None:
    driver = opened(name, width)
    driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert driver.get_log("browser") == []
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_bars_anyone_from_reading_it(opened: Any, dark: bool, width: int) -> None:
    driver = opened("two", width, dark=dark, bypass=True)
    driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    driver.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document).then(r => done(r.violations.map(v => "
        "`${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')}`)))"
    )
    assert found == []


def test_a_mark_is_reached_by_keyboard_and_leads_to_its_passage(opened: Any) -> None:
    from selenium.webdriver import ActionChains

    driver = opened("mixed")
    label = ""
    for _ in range(40):
        ActionChains(driver).send_keys("\ue004").perform()
        label = driver.execute_script("return document.activeElement.getAttribute('aria-label') || ''")
        if label.startswith("Governor"):
            break
    assert label == "Governor Marta Quell, 12 June 2025: “29 people” (29 people killed), does not agree"
    ActionChains(driver).send_keys("\ue007").perform()
    assert driver.execute_script(
        "return document.querySelector(':target blockquote').textContent"
    ).startswith("denied: “29 people died")


@pytest.mark.parametrize("name", ["mixed", "many", "hostile"])
def test_names_in_the_plot_stay_in_it_and_apart(opened: Any, name: str) -> None:
    driver = opened(name, 2600)
    lying = driver.execute_script(
        "const svg = document.querySelector('svg.plot').getBoundingClientRect();"
        "const names = [...document.querySelectorAll('.plot .name')];"
        "const boxes = names.map(n => [n, n.getBoundingClientRect()]);"
        "const out = boxes.filter(([n, b]) => b.left < svg.left || b.right > svg.right);"
        "const beside = (a, b) => a.left < b.right && b.left < a.right;"
        "const level = (a, b) => a.top + 3 < b.bottom && b.top + 3 < a.bottom;"
        "const meets = (a, b) => beside(a, b) && level(a, b);"
        "const on = boxes.filter(([n, b], i) => boxes.slice(i + 1).some(([m, c]) => meets(b, c)));"
        "return [...out, ...on].map(([n]) => n.textContent)"
    )
    assert lying == []
