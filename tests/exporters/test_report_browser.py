"""The report in a real browser: keyboard, filters, search, themes, widths, print and accessibility."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import stories
from sayso.exporters import html

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium with chromedriver is installed"
)

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

BLANK = "about:blank"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"harbour": [stories.harbour()], "all": stories.all_stories()}
    for name, readings in made.items():
        (folder / f"{name}.html").write_bytes(b"".join(html.export(readings)))
    return {name: (folder / f"{name}.html").as_uri() for name in made}


class Page:
    """What a reader does, and sees."""

    def __init__(self, driver, address: str) -> None:
        self.driver = driver
        driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
        self.emulate(1280, 900)
        driver.get(address)
        driver.get_log("browser")
        if address != BLANK:
            driver.execute_script("localStorage.clear()")
            driver.refresh()

    def emulate(self, width: int, height: int, *, dark: bool = False, media: str = "") -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": [scheme, calm]}
        )

    def js(self, script: str, *given):
        return self.driver.execute_script(script, *given)

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, css: str) -> None:
        self.driver.find_element("css selector", css).click()

    def selected(self) -> list[str]:
        return self.js("return [...document.querySelectorAll('.claim.on')].map(c => c.id)")

    def shown(self) -> list[str]:
        return self.js(
            "return [...document.querySelectorAll('.claim')].filter(c => !c.hidden).map(c => c.id)"
        )

    def lit(self) -> str:
        return self.js(
            "return [...document.querySelectorAll('.text .on:not(.n)')].map(s => s.textContent).join('|')"
        )

    def status(self) -> str:
        return self.js("return document.getElementById('status').textContent")

    def wait(self, done) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, 10).until(lambda _: done())


@pytest.fixture
def harbour(browser, pages) -> Page:
    return Page(browser, pages["harbour"])


@pytest.fixture
def several(browser, pages) -> Page:
    return Page(browser, pages["all"])


def test_it_loads_without_a_complaint(several: Page) -> None:
    assert several.driver.get_log("browser") == []
    assert several.js("return performance.getEntriesByType('resource').length") == 0
    assert several.status() == "17 claims"


@pytest.mark.parametrize(("forth", "back"), [("j", "k"), ("\ue014", "\ue012")], ids=["letters", "arrows"])
def test_keys_go_to_the_next_and_the_previous_claim(harbour: Page, forth: str, back: str) -> None:
    harbour.press(forth)
    assert harbour.selected() == ["d0-c1"]
    harbour.press(forth, forth)
    assert harbour.selected() == ["d0-c3"] and harbour.status() == "Claim 3 of 11"
    assert harbour.lit() == "At least 40 tonnes| of solvent|were stored there without a permit"
    harbour.press(back)
    assert harbour.selected() == ["d0-c2"]
    assert harbour.js("return document.activeElement.closest('.claim').id") == "d0-c2"
    harbour.press("\ue00c")
    assert harbour.selected() == [] and harbour.lit() == ""


def test_letters_typed_into_the_search_box_stay_there(harbour: Page) -> None:
    harbour.press("/", "j", "k", "/")
    assert harbour.js("return document.getElementById('find').value") == "jk/"
    assert harbour.selected() == []


def test_a_claim_shows_its_words_and_its_voices(harbour: Page) -> None:
    harbour.click("#d0-c2 .words")
    assert harbour.lit() == "two tanks| had been leaking |since March"
    voices = harbour.js("return [...document.querySelectorAll('.text .voice')].map(s => s.textContent)")
    assert {"The Ellery Gazette", "reported", "a firefighter", "a night guard"} <= set(voices)
    assert harbour.js("return document.querySelector('#d0-c2').getAttribute('aria-current')") == "true"


def test_words_show_their_claim_and_bring_it_into_sight(harbour: Page) -> None:
    harbour.js("[...document.querySelectorAll('[data-c=\"10\"]')][0].click()")
    assert harbour.selected() == ["d0-c10"]
    inside = """const c = document.querySelector('#d0-c10').getBoundingClientRect(),
        l = document.querySelector('.ledger').getBoundingClientRect();
        return c.top >= l.top && c.top < l.bottom"""
    harbour.wait(lambda: harbour.js(inside))


def test_a_claim_far_down_scrolls_the_text_to_its_words(harbour: Page) -> None:
    harbour.emulate(1280, 500)
    harbour.click("#d0-c11 .words")
    visible = """const r = document.querySelector('.text .on').getBoundingClientRect();
        return r.top >= 0 && r.bottom <= innerHeight"""
    harbour.wait(lambda: harbour.js(visible))


def test_filters_narrow_the_ledger_and_dim_the_text(harbour: Page) -> None:
    harbour.click("button[data-value='unnamed']")
    assert harbour.shown() == ["d0-c2", "d0-c5", "d0-c10"]
    assert harbour.status() == "3 of 11 claims"
    assert harbour.js("return document.querySelector('button[data-value=unnamed]').ariaPressed") == "true"
    kept = harbour.js("return [...document.querySelectorAll('.narrow .s.keep')].map(s => s.textContent)")
    assert {"two tanks", "a night guard", "Experts"} <= set(kept) and "At least 40 tonnes" not in kept
    harbour.click("button[data-value='predicted']")
    assert harbour.shown() == ["d0-c10"]
    harbour.click("button[data-value='unnamed']")
    harbour.click("button[data-value='denied']")
    assert harbour.shown() == ["d0-c4", "d0-c10"]
    harbour.click("#all")
    assert len(harbour.shown()) == 11 and not harbour.js(
        "return document.querySelectorAll('.keep, .narrow').length"
    )


def test_the_bar_is_a_filter_too(harbour: Page) -> None:
    harbour.click(".bar .b-author")
    assert harbour.shown() == ["d0-c1", "d0-c11"]
    assert harbour.js("return document.querySelector('button[data-value=author]').ariaPressed") == "true"


def test_search_narrows_claims_and_finds_words_across_segments(harbour: Page) -> None:
    harbour.press("/", *"TANKS had")
    harbour.wait(lambda: harbour.status() == "1 of 11 claims, 1 place in the text")
    assert harbour.shown() == ["d0-c2"]
    found = "return [...CSS.highlights.get('found')].map(r => r.toString())"
    assert harbour.js(found) == ["tanks had"]
    harbour.press("\ue00c")
    assert len(harbour.shown()) == 11 and harbour.js("return CSS.highlights.size") == 0


def test_keys_walk_only_through_what_is_shown_and_across_articles(several: Page) -> None:
    several.press("k")
    assert several.selected() == ["d3-c2"]
    several.press("\ue00c", "/", *"dam", "\ue007")
    several.wait(lambda: several.status().startswith("3 of"))
    several.js("document.getElementById('find').blur()")
    several.press("j", "j")
    assert several.selected()[0].startswith("d2-")


def test_the_theme_follows_the_system_until_it_is_chosen(harbour: Page) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    light = harbour.js(paper)
    harbour.emulate(1280, 900, dark=True)
    harbour.wait(lambda: harbour.js(paper) != light)
    dark = harbour.js(paper)
    harbour.click("#theme")
    assert harbour.js(paper) == light
    harbour.driver.refresh()
    assert harbour.js(paper) == light != dark


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_window(several: Page, width: int) -> None:
    several.emulate(width, 800)
    assert several.js("return document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_ledger_stands_below_the_text(harbour: Page) -> None:
    harbour.emulate(390, 844)
    below = """return document.querySelector('.ledger').getBoundingClientRect().top >=
        document.querySelector('.text').getBoundingClientRect().bottom"""
    assert harbour.js(below)


def test_print_shows_every_claim_after_the_text_and_no_tools(harbour: Page) -> None:
    harbour.click("button[data-value='denied']")
    harbour.emulate(800, 1100, media="print")
    heights = "return [...document.querySelectorAll('.claim')].map(c => c.getBoundingClientRect().height)"
    assert min(harbour.js(heights)) > 0
    assert harbour.js("return getComputedStyle(document.querySelector('.tools')).display") == "none"
    pdf = harbour.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")


def test_it_can_be_read_without_script(harbour: Page) -> None:
    harbour.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        harbour.driver.refresh()
        body = harbour.driver.find_element("css selector", "main").text
        tools = harbour.driver.find_element("css selector", ".tools").is_displayed()
    finally:
        harbour.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "two tanks had been leaking since March" in body and "Ledger of claims" in body
    assert not tools


def test_a_hostile_article_runs_nothing(several: Page) -> None:
    assert several.js("return document.scripts.length") == 1
    assert several.js("return document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert several.driver.get_log("browser") == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", ["fresh", "selected", "filtered"])
def test_nothing_bars_anyone_from_reading(several: Page, dark: bool, state: str) -> None:
    several.emulate(1280, 900, dark=dark)
    several.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    several.driver.refresh()
    several.js(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    if state == "selected":
        several.press("j", "j", "j")
    elif state == "filtered":
        several.click("button[data-value='unnamed']")
    found = several.driver.execute_async_script(
        "const done = arguments[0]; axe.run(document).then(r => done(r.violations.map(v => "
        "`${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')}`)))"
    )
    assert found == []


def test_a_megabyte_stays_usable(browser, tmp_path: Path) -> None:
    from sayso.types import Attribution, Reading, Span

    line = "The mayor of Brenholm said on Monday that the dam would hold for many years to come. "
    line += "It had been raining in the valley since the morning, and the river stood high. " * 2
    doc = stories.document("".join(line + ("\n" if n % 6 == 5 else "") for n in range(4_200)))
    assert len(doc.text) > 1_000_000
    starts = [i for i in range(len(doc.text)) if doc.text.startswith("The mayor", i)]
    found = tuple(
        Attribution((Span(i, i + 21),), (Span(i + 22, i + 26),), (Span(i + 42, i + 84),), "person")
        for i in starts
    )
    claims = tuple(stories.claim(doc, a.content, (n,)) for n, a in enumerate(found))
    path = tmp_path / "long.html"
    path.write_bytes(b"".join(html.export([Reading(doc, "m", found, claims)])))
    page = Page(browser, BLANK)
    browser.get(path.as_uri())
    page.press("j", "j")
    assert page.selected() == ["d0-c2"]
    took = page.js(
        "const t = performance.now(); document.querySelector('button[data-value=person]').click();"
        "return performance.now() - t"
    )
    assert took < 3000
