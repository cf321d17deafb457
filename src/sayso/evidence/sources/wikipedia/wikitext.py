"""Wikitext to the plain text that a page shows, in time that grows with its length and no faster.

text ─strip→ no comments, notes, tables ─show→ templates and links as their words ─lines→ paragraphs
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from sayso.evidence.sources.wikipedia import pages, templates
from sayso.evidence.sources.wikipedia.pages import Outline
from sayso.evidence.sources.wikipedia.sentences import HOLE

_DROPPED = (
    *(
        "ref",
        "gallery",
        "timeline",
        "imagemap",
        "templatedata",
        "graph",
        "score",
        "hiero",
        "mapframe",
        "maplink",
    ),
    *("syntaxhighlight", "source", "inputbox", "categorytree", "style", "references"),
)
_HOLED = ("math", "chem", "ce")
"""They show something, but not in words."""
_ELEMENT = re.compile(
    rf"<(?P<closes>/)?(?P<name>{'|'.join((*_DROPPED, *_HOLED))})\b[^<>]*?(?P<single>/)?>|<!--|-->",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{\|(?<![^\n \t:]\{\|)|\|\}(?!\})(?<![^\n \t]\|\})")
"""Tables begin and end where a line does. What may stand before is looked at last: a pattern that begins with
a bracket is searched for several times as fast."""
_OPENING = {"}}": "{{", "]]": "[[", "|}": "{|"}
_SUPERSCRIPT = re.compile(r"<sup\b[^<>]*>([^<>]*)</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|hr)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|blockquote|center|li|ul|ol|dl|dd|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_OUTSIDE = re.compile(r"\[(?:[a-z]{3,6}:)?//[^\s\[\]]+([^\[\]\n]*)\]")
_QUOTES = re.compile(r"'{2,5}")
_SWITCH = re.compile(r"__[A-Z]{3,}__")
_HEADING = re.compile(r"(={1,6})([^\n]+?)\1[ \t]*")
_ITEM = re.compile(r"[*#:;]+[ \t]*")
_PREFIX = re.compile(r"[a-z]{2,12}(?:-[a-z]{2,12})*", re.IGNORECASE)
_OF_TABLES = ("|", "!", "{|")
"""What lines of a table begin with whose end or beginning is missing."""
_DEEPEST = 40
"""Brackets in brackets: what lies deeper is copied no further."""
_FILES = ("file", "image", "media", "category")


@dataclass(slots=True)
class _Open:
    """A bracket that is not closed yet, and what stands in it so far."""

    bracket: str
    parts: list[str] = field(default_factory=list)


def outline(text: str, unseen: Collection[str] = ()) -> Outline:
    """The paragraphs of a page; `unseen`: the wiki's own names, in lower case, for files and categories."""
    found = Outline()
    shown = _show(_without_elements(_without_comments(text)), {*_FILES, *unseen})
    gathered: list[str] = []
    for line in _plain(shown).split("\n"):
        heading, item = _HEADING.fullmatch(line), _ITEM.match(line)
        stray = not line.strip(f"{HOLE} \t") or line.startswith(_OF_TABLES)
        if heading or item or stray:
            _add(found, gathered)
        if heading:
            found.head(heading[2], len(heading[1]))
        elif item:
            _add(found, [line[item.end() :]])
        elif not stray:
            gathered.append(line)
    _add(found, gathered)
    return found


def _add(found: Outline, lines: list[str]) -> None:
    text = " ".join(lines).strip()
    # What a paragraph begins with and nobody knows is a box beside it, unless the sentence goes on after it.
    rest = text.lstrip(f"{HOLE} ")
    found.add(text if rest[:1].islower() else rest)
    lines.clear()


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        # One that is never closed hides all that follows, on the page too.
        at = end + len("-->") if end >= 0 else len(text)
    return "".join((*kept, text[at:]))


def _without_elements(text: str) -> str:
    """Without notes and what else stands between tags and is no text.

    One that is never closed ends at its own tag: a search for its end from each would take forever.
    """
    tags = [(tag, tag["name"].lower()) for tag in _ELEMENT.finditer(text)]
    last = {name: tag.start() for tag, name in tags if tag["closes"]}
    kept, at, inside = [], 0, ""
    for tag, name in tags:
        if inside:
            if tag["closes"] and name == inside:
                inside, at = "", tag.end()
            continue
        kept.append(text[at : tag.start()])
        at = tag.end()
        if not tag["closes"] and not tag["single"]:
            kept.append(HOLE if name in _HOLED else "")
            inside = name if last.get(name, -1) > tag.start() else ""
    return "".join((*kept, text[at:]))


def _show(text: str, unseen: Collection[str]) -> str:
    """Templates, links and tables as what the page shows for them."""
    stack = [_Open("")]
    at = 0
    for token in _TOKEN.finditer(text):
        stack[-1].parts.append(text[at : token.start()])
        at = token.end()
        bracket = token[0]
        if bracket not in _OPENING:
            stack.append(_Open(bracket))
            continue
        while stack[-1].bracket == "[[" != _OPENING[bracket]:
            stack[-2].parts += stack.pop().parts  # a link that was never closed must not hide what it lies in
        if stack[-1].bracket == _OPENING[bracket]:
            closed = stack.pop()
            stack[-1].parts.append(_closed(closed, len(stack), unseen))
    stack[-1].parts.append(text[at:])
    # What was never closed is text after all.
    return "".join(part for one in stack for part in one.parts)


def _closed(one: _Open, depth: int, unseen: Collection[str]) -> str:
    if one.bracket == "{|":
        return "\n"
    if depth > _DEEPEST:
        return HOLE
    inner = "".join(one.parts)
    return templates.shown(inner) if one.bracket == "{{" else _link(inner, unseen)


def _link(inner: str, unseen: Collection[str]) -> str:
    """Its label; nothing for pictures, categories and the same page in another language."""
    target, labelled, label = inner.partition("|")
    space, colon, _ = target.partition(":")
    if colon and space.strip().lower() in unseen:
        return ""
    if colon and not labelled and space == space.lower() and _PREFIX.fullmatch(space.strip()):
        return ""
    return label if labelled else target.lstrip(":").strip()


def _plain(text: str) -> str:
    text = _SUPERSCRIPT.sub(lambda found: pages.raised(found[1]), text)
    text = _BLOCK.sub("\n\n", _BREAK.sub(" ", text))
    text = _OUTSIDE.sub(lambda found: found[1].strip(), _TAG.sub("", text))
    return html.unescape(_SWITCH.sub("", _QUOTES.sub("", text)))
