"""The article on a page: which of its blocks are headline, body, caption and correction.

Trafilatura decides what is main text; the blocks themselves are taken from the page, so that every character,
odd quotation marks too, comes out as a browser shows it, and captions and corrections stand where they stood.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.readers import cleaning, markup, structure
from sayso.readers.markup import Block
from sayso.readers.paragraphs import Paragraph
from sayso.types import PartKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = re.compile(r"\w+")
_FURNITURE = re.compile(
    r"(?:read (?:more|also|next|full)|also read|see also|more on this|watch|listen|topics|tags|comments?"
    r"|print|related(?: (?:articles?|stories|content|topics))?|most read|recommended|photo gallery|click here"
    r"|advert(?:isement)?|story continues below|continue reading|skip (?:to|past)|sign up|subscribe"
    r"|newsletter|get (?:our|the) .{0,30}newsletter|share (?:this|on|via)|follow us|e-?mail this"
    r"|accept (?:all )?cookies|we use cookies)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:copyright|©|\(c\)) ?\S|all rights reserved", re.IGNORECASE)
_CAPTION_MARK = re.compile(
    r"(?:^|[\s_-])(?:figcaption|caption|cutline|wp-caption-text)(?:$|[\s_-])", re.IGNORECASE
)
_OUTSIDE = ("nav", "aside", "footer", "form")
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, MemoryError)
"""What trafilatura and its helpers let through on hostile pages."""


def paragraphs(root: HtmlElement, title: str | None) -> tuple[list[Paragraph], str | None]:
    """The article's paragraphs in order, the headline first, and the headline as the page shows it."""
    blocks = list(markup.blocks(root))
    body = _body(blocks, root)
    headline, at = _headline(blocks, title, body)
    first = at if at is not None else (body[0] if body else 0)
    last = body[-1] if body else -1
    kept = set(body)
    found = [Paragraph(headline, "headline")] if headline else []
    for number, block in enumerate(blocks):
        if block.text == headline or number == at:
            continue
        inside = first <= number <= last + 1 and not _is_outside(block)
        heading = inside and _is_heading(block) and not kept.isdisjoint((number + 1, number + 2))
        if kind := _kind(block, inside):
            found.append(Paragraph(block.text, kind))
        elif (number in kept or heading) and not _is_caption(block) and not _is_furniture(block):
            found.append(Paragraph(block.text))
    return found, headline


def _kind(block: Block, inside: bool) -> PartKind | None:
    """What part of an article a block is, where it is not plain body."""
    if structure.is_correction(block.text):
        return "correction" if _is_of_article(block) else None
    if inside and _is_caption(block):
        return "caption"
    return "byline" if inside and structure.is_byline(block.text) else None


def _body(blocks: list[Block], root: HtmlElement) -> list[int]:
    """Which blocks are main text: those trafilatura kept; all running text where it kept next to none."""
    main = _Words(_main_text(root))
    kept = [i for i, block in enumerate(blocks) if main.hold(block.text)]
    running = [i for i, block in enumerate(blocks) if _is_running(block)]
    if _letters(blocks, kept) < _letters(blocks, running) / 4:
        return running or kept or list(range(len(blocks)))
    return kept


def _main_text(root: HtmlElement) -> list[str]:
    """Paragraphs of the main text as trafilatura finds it, none where it fails."""
    import trafilatura
    from lxml import html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        # A copy, by way of text: trafilatura prunes the tree that it is given.
        page = html.tostring(root, encoding="unicode")
        found = trafilatura.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=False, favor_recall=True
        )
    except _FAULTS:
        return []
    text = getattr(found, "text", None) or ""
    return [line for line in text.split("\n") if line.strip()]


class _Words:
    """Paragraphs as words alone: white space, quotation marks and table bars are not compared."""

    def __init__(self, paragraphs: list[str]) -> None:
        self._single = {_words(p) for p in paragraphs}
        self._runs = set(_runs(_words(" ".join(paragraphs)).split()))

    def hold(self, text: str) -> bool:
        words = _words(text)
        # Short ones ("Yes.", "Share") occur within others by accident; of long ones every run must occur.
        runs = _runs(words.split())
        return bool(words) and (words in self._single or (bool(runs) and self._runs.issuperset(runs)))


_RUN = 5


def _runs(words: list[str]) -> list[int]:
    """A number for each run of words: comparing all of a page as text would take the square of its length."""
    return [hash(tuple(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1)]


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _letters(blocks: list[Block], chosen: list[int]) -> int:
    return sum(len(blocks[i].text) for i in chosen)


def _is_running(block: Block) -> bool:
    """Sentences that are not mostly links and stand where bodies stand."""
    text = block.text
    return (
        not _is_outside(block)
        and not _is_caption(block)
        and block.linked < len(text) / 2
        and (block.tag == "p" or len(text.split()) >= 8)
        and not _is_furniture(block)
    )


def _headline(blocks: list[Block], title: str | None, body: list[int]) -> tuple[str | None, int | None]:
    """The headline as it stands on the page: the h1 most like the stated title, else any, else the title."""
    heads = [i for i, b in enumerate(blocks) if b.tag == "h1" or _is_marked_headline(b.element)]
    heads = [i for i in heads if not body or i < body[-1]]
    if title:
        same = [i for i, b in enumerate(blocks) if _words(b.text) == _words(title)]
        near = [i for i in heads if _likeness(blocks[i].text, title) >= 0.5]
        chosen = next(iter([*(i for i in near if i in same), *near, *same]), None)
        return (cleaning.inline(blocks[chosen].text), chosen) if chosen is not None else (title, None)
    return (cleaning.inline(blocks[heads[0]].text), heads[0]) if heads else (None, None)


def _is_marked_headline(element: HtmlElement) -> bool:
    return "headline" in (element.get("itemprop") or "").split()


def _likeness(one: str, other: str) -> float:
    """Shared words over all words."""
    a, b = set(_words(one).split()), set(_words(other).split())
    return len(a & b) / len(a | b) if a and b else 0.0


def _is_heading(block: Block) -> bool:
    return block.tag in ("h2", "h3", "h4") and block.linked < len(block.text) / 2 and not _is_furniture(block)


def _is_caption(block: Block) -> bool:
    for element in _up(block.element, 4):
        if element.tag == "figcaption" or _CAPTION_MARK.search(element.get("class") or ""):
            return True
    return False


def _is_outside(block: Block) -> bool:
    return any(element.tag in _OUTSIDE for element in _up(block.element, 50))


def _is_of_article(block: Block) -> bool:
    """Whether a note is the article's own: in an aside or a footer of the article, but not of the page."""
    for element in _up(block.element, 50):
        if element.tag in ("article", "main"):
            return True
        if element.tag in ("nav", "form"):
            return False
    return not _is_outside(block)


def _is_furniture(block: Block) -> bool:
    """Short, and a notice of rights, a link that leads elsewhere, or "Read more: …", "Advertisement"."""
    text = block.text
    if len(text) >= 160:
        return False
    if _RIGHTS.match(text) or (
        block.linked > 0.7 * len(text) and not text.endswith((".", "!", "?", "”", '"'))
    ):
        return True
    loose = block.linked > len(text) / 3 or len(text.split()) <= 3 or ":" in text[:25]
    return loose and bool(_FURNITURE.match(text))


def _up(element: HtmlElement, levels: int) -> Iterator[HtmlElement]:
    current = element
    for _ in range(levels):
        if current is None or not isinstance(current.tag, str):
            return
        yield current
        current = current.getparent()
