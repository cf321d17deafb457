"""The HTML report: whole, self-contained, and inert whatever the article holds."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

import stories
from sayso.exporters import html
from sayso.types import ACTS, KINDS, STANCES, Apart, Attribution, Reading, Resolution, Span, Unplaced
from sayso.views import article, visible
from sayso.views.segments import paragraph_spans


def page(*readings: Reading) -> str:
    return b"".join(html.export(readings)).decode("utf-8")


def parsed(*readings: Reading):
    return lxml_html.document_fromstring(
        page(*readings).encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def harbour():
    return parsed(stories.harbour())


def test_nothing_is_fetched_and_nothing_foreign_runs(harbour) -> None:
    policy = harbour.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy
    for tag in ("script", "style"):
        (element,) = harbour.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not harbour.xpath(
        "//@style | //@src | //link | //iframe | //img | //form | //object | //embed | //base"
    )
    assert "@import" not in page(stories.harbour()) and "url(" not in page(stories.harbour())
    assert not [name for element in harbour.iter() for name in element.attrib if name.startswith("on")]


def test_the_policy_comes_before_what_it_governs() -> None:
    text = page(stories.harbour())
    assert text.index("Content-Security-Policy") < text.index("<title>") < text.index("<style>")
    assert text.index('name="generator"') < 1024


@pytest.mark.parametrize("reading", stories.all_stories(), ids=lambda r: r.document.address[:9])
def test_the_text_is_all_there_and_shown_inert(reading: Reading) -> None:
    (text,) = parsed(reading).xpath("//section[@class='text']")
    assert words(text.text_content()) == words(visible(reading.document.text))


def test_claims_and_words_are_linked_both_ways(harbour) -> None:
    ids = harbour.xpath("//@id")
    assert len(ids) == len(set(ids))
    claims = harbour.xpath("//li[starts-with(@class, 'claim')]")
    assert len(claims) == 11
    for claim in claims:
        number = claim.get("id").removeprefix("d0-c")
        (target,) = claim.xpath(".//a[@class='words']/@href")
        (anchor,) = harbour.xpath(f"//a[@id='{target[1:]}']")
        assert anchor.get("href") == f"#d0-c{number}"
        covered = [s for s in harbour.xpath("//*[@data-c]") if number in s.get("data-c").split()]
        told = claim.xpath(".//a[@class='words']/bdi")[0].text_content()
        assert words("".join(s.text_content() for s in covered)) in words(told.replace(" … ", ""))


def test_every_link_inside_the_page_leads_somewhere() -> None:
    tree = parsed(*stories.all_stories())
    ids = set(tree.xpath("//@id"))
    links = [href for href in tree.xpath("//@href") if href.startswith("#")]
    assert links and {href[1:] for href in links} <= ids


def test_nested_contents_carry_every_attribution_outermost_first(harbour) -> None:
    (inner,) = [s for s in harbour.xpath("//*[@data-a]") if s.text_content() == "two tanks"]
    assert inner.get("data-a") == "0 1 2"
    classes = inner.get("class").split()
    assert {"l1-institution", "l2-unnamed", "l3-unnamed"} <= set(classes)


def test_each_claim_draws_its_chain_with_words_for_who_cannot_see_it(harbour) -> None:
    (claim,) = harbour.xpath("//li[@id='d0-c2']")
    (drawing,) = claim.xpath(".//svg[@role='img']")
    assert drawing.xpath("string(./title)").startswith("From the author through The Ellery Gazette")
    assert drawing.xpath(".//g/text/text()") == [
        "author",
        "The Ellery Gazette",
        "a firefighter",
        "a night guard",
    ]
    assert len(harbour.xpath("//li[@id='d0-c7']//svg")) == 2
    assert "author’s own word" in harbour.xpath("//li[@id='d0-c1']")[0].text_content()


def test_what_the_article_rests_on_stands_first_and_can_be_pressed(harbour) -> None:
    buttons = harbour.xpath("//button[@data-filter='b']")
    assert [words(b.text_content()) for b in buttons] == [
        "1 named people",
        "2 organisations and states",
        "1 documents",
        "3 unnamed sources",
        "2 common knowledge or nobody's word",
        "2 no one's word but the author's",
    ]
    bar = harbour.xpath("//div[@class='bar']/span")
    assert [span.get("data-value") for span in bar] == [b.get("data-value") for b in buttons]
    stances = {b.get("data-value") for b in harbour.xpath("//button[@data-filter='s']")}
    assert stances == {"asserted", "denied", "hedged", "predicted", "counterfactual"}


def test_custody_notes_and_what_is_kept_apart_are_shown(harbour) -> None:
    text = words(harbour.text_content())
    for shown in (
        stories.harbour().document.custody.sha256,
        "2031-05-04T10:20:30Z",
        "https://herald.example/harbour",
        "the encoding is doubtful",
        "Who switched off the cameras?",
        "not in the gazetteer",
        "year not known",
        "“The union” is taken for the dockers’ union: the only union named before",
    ):
        assert shown in text, shown


def test_several_articles_have_a_table_of_contents() -> None:
    tree = parsed(*stories.all_stories())
    titles = [words(t) for t in tree.xpath("//nav//a/bdi/text()")]
    assert len(titles) == 4 and len(tree.xpath("//article")) == 4
    assert len(tree.xpath("//h1")) == 1
    assert not parsed(stories.vote()).xpath("//nav")


def test_no_article_at_all_is_still_a_page() -> None:
    assert parsed().xpath("string(//h1)") == "0 articles"


def test_an_address_is_a_link_only_where_following_it_is_safe() -> None:
    assert not [h for h in parsed(stories.hostile()).xpath("//@href") if not h.startswith("#")]
    reading = stories.vote()
    web = replace(reading, document=replace(reading.document, address="https://example.org/a?b=1&c=2"))
    assert "https://example.org/a?b=1&c=2" in parsed(web).xpath("//a/@href")


def test_the_hostile_story_stays_text() -> None:
    tree = parsed(stories.hostile())
    assert len(tree.xpath("//script")) == 1 and not tree.xpath("//img | //i | //b[not(ancestor::main)]")
    assert "⟦U+202E⟧gnp.exe" in tree.text_content()
    assert "{{ 7*7 }}" in tree.text_content()
    text = page(stories.hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", text)


TEXT = st.text(max_size=60) | st.text("<>&\"'/ script=\n\u202e\x1b{}%", max_size=60)
SPAN = st.tuples(st.integers(0, 70), st.integers(0, 70)).map(lambda s: Span(min(s), max(s)))
SPANS = st.lists(SPAN, max_size=2).map(tuple)


@st.composite
def readings(draw) -> Reading:
    doc = stories.document(
        draw(TEXT),
        draw(TEXT),
        title=draw(TEXT),
        publisher=draw(TEXT),
        authors=(draw(TEXT),),
        language=draw(TEXT),
    )
    attributions = tuple(
        Attribution(
            draw(SPANS),
            draw(SPANS),
            draw(SPANS),
            draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(ACTS)),
            draw(st.sampled_from(STANCES)),
            resolved=Resolution(Span(0, 1), draw(TEXT), draw(TEXT)),
            target=draw(SPANS),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    chains = [tuple(range(n)) for n in range(len(attributions) + 1)]
    claims = tuple(
        stories.claim(doc, draw(SPANS), draw(st.sampled_from(chains)), stance=draw(st.sampled_from(STANCES)))
        for _ in range(draw(st.integers(0, 3)))
    )
    apart = (Apart(draw(SPANS), "question"),)
    return Reading(doc, draw(TEXT), attributions, claims, apart, (Unplaced("place", draw(TEXT), draw(TEXT)),))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(readings())
def test_any_text_goes_in_and_no_unescaped_character_comes_out(reading: Reading) -> None:
    text = page(reading)
    tree = lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    assert len(tree.xpath("//script")) == 1 and len(tree.xpath("//style")) == 1
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on") or name == "style"]
    (body,) = tree.xpath("//section[@class='text']")
    paragraphs = [reading.document.text[a:b] for a, b in paragraph_spans(reading.document.text)]
    assert words(body.text_content()) == words(" ".join(map(visible, paragraphs)))
    assert words(tree.xpath("string(//h1)")) == words(visible(article(reading).title))


def test_a_long_article_makes_a_page_that_grows_with_it_and_no_faster() -> None:
    sizes = []
    for times in (200, 400):
        line = "The mayor said that the dam of Brenholm would hold for years to come. "
        doc = stories.document(line * times)
        found = tuple(
            Attribution((Span(i, i + 9),), (Span(i + 10, i + 14),), (Span(i + 20, i + 68),), "person")
            for i in range(0, len(line) * times, len(line))
        )
        claims = tuple(stories.claim(doc, a.content, (n,)) for n, a in enumerate(found))
        sizes.append(len(page(Reading(doc, "m", found, claims))))
    fixed = len(page(Reading(stories.document("x"), "m", (), ())))
    assert (sizes[1] - fixed) < 2.1 * (sizes[0] - fixed)


def test_a_line_of_a_megabyte_is_one_paragraph() -> None:
    text = page(Reading(stories.document("x" * 1_000_000), "m", (), ()))
    assert len(text) < 1_100_000
