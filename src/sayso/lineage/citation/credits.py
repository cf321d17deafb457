"""Citations that hold for a document as a whole: tags and bylines at its head, credits at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.lineage.citation import datelines, media, sentences, wording
from sayso.lineage.citation.mention import Mention
from sayso.lineage.links import Citation
from sayso.types import Span

_HEAD_LINES = 6
_TAIL_LINES = 6
_SHORTEST = 2
_LONGEST = 400
"""Characters of a credit line."""

_BYLINE = re.compile(r"(?:By|BY|by|From|FROM)\s+(?P<names>[^.!?\n]{2,100})\.?$")
_NAMES = re.compile(r"\s*(?:,| and | AND | & |;| with |/| for | – | \| )\s*")
_STAFF = re.compile(
    r"(?:[’'`]s)?\s+(?:staff|Staff|STAFF|correspondents?|Correspondents?|writers?|newsroom"
    r"|reporters?)(?:\s+writers?)?$"
)
_AGENCIES = re.compile(
    r"(?:(?:news |wire )?(?:agencies|services)|wires|wire (?:reports|services)|agency (?:staff|reports))$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?:news |wire |press )?agenc(?:ies|y reports)|wire (?:services?|reports)|the wires"
    r"|agency (?:reports|copy)|(?:news )?wires|press reports|media reports|news (?:services|reports)"
    r"|other (?:media|sources|agencies))\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W{0,3}(?:(?:original |news )?(?:sources?|reports?)\s?[:：]|with\b"
    r"|(?:additional|further|some|other) (?:reporting|material|information|input)|reporting by"
    r"|compiled (?:from|by)|based on|adapted from|translated from|edited from"
    r"|(?:this|the) (?:article|story|report|piece|post|text|content|material)\b|(?:re)?published\b|reprinted"
    r"|originally\b|first (?:published|appeared)|copyright|©|\(c\)|via\b|credits?\s?[:：]|from\b|agencies\b"
    r"|inputs? from|courtesy\b|distributed by|provided by|text of\b|as monitored|report by)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\b(?:contributed to this (?:report|article|story)|contributed reporting|contributed\."
    r"|appeared first (?:on|in)|first appeared (?:on|in)|all rights reserved"
    r"|(?:originally|first) (?:published|appeared|posted) (?:by|in|on|at)|used (?:with|by) permission"
    r"|published (?:here )?(?:with|by) permission)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\s\"“(\[–—-]{0,6}(?P<name>[^()\[\]\n–—]{2,60}?)[\s\"”)\].]{0,4}")
_AT_END = re.compile(r"[.!?…][\"”’»]?\s+(?:[–—-]{1,2}\s?)?[(\[](?P<name>[^()\[\]\n]{2,40})[)\]]\.?$")
_AT_END_DASH = re.compile(r"[.!?…][\"”’»]?\s+[–—-]{1,2}\s?(?P<name>[A-Z][\w .-]{1,30})\.?$")
_HEADING = re.compile(
    r"^(?:text of )?(?:report|dispatch|commentary|article|announcement|statement)\b.{0,200}\b(?:by|in|on)\b",
    re.IGNORECASE,
)


def head(text: str, also: frozenset[str]) -> Iterator[Citation]:
    """Tags and bylines among the first lines."""
    for count, span in enumerate(sentences.lines(text)):
        if count == _HEAD_LINES:
            return
        line = text[span.start : min(span.end, span.start + _LONGEST)]
        for tag in datelines.tags(line, also):
            yield _citation(
                tag.span, span.start, tag.name, "wire", f"{tag.name} stands as the tag of an agency"
            )
        if span.end - span.start < _LONGEST and (found := _BYLINE.match(line)):
            yield from _byline(found, span.start, also)


def _byline(found: re.Match[str], start: int, also: frozenset[str]) -> Iterator[Citation]:
    at = found.start("names")
    for name in _NAMES.split(found["names"]):
        place = found.string.index(name, at)
        at = place + len(name)
        bare = _STAFF.sub("", name.strip()).removeprefix("the ").removeprefix("The ")
        where = found.string.index(bare, place) if bare else place
        span = Span(where, where + len(bare))
        if _AGENCIES.fullmatch(bare) or _AGENCIES.fullmatch(name.strip()):
            yield _citation(Span(place, place + len(name)), start, None, "vague", "the byline names agencies")
        elif bare and _signs(bare, also, staff=bare != name.strip()):
            yield _citation(span, start, bare, "wire", f"the byline is that of {bare}")


def _signs(name: str, also: frozenset[str], staff: bool) -> bool:
    """Whether a name in a byline is an outlet's; with "staff" after it any acronym is."""
    certain = any(bearer.medium.kind != "platform" for bearer in media.bearers(name))
    if certain and (" " in name or name.isupper() or media.certain(name)):
        return True
    return media.fold(name) in also or (staff and bool(wording.ACRONYM.fullmatch(name)))


def tail(
    text: str, mentions: Sequence[Mention], also: frozenset[str]
) -> Iterator[tuple[Span, list[Citation]]]:
    """Credit lines, each with what it credits: the last lines, and a first that says whose report it is."""
    found = list(sentences.lines(text))
    for number, span in enumerate(found):
        last = number >= len(found) - _TAIL_LINES and number > 0
        if not last and number > 1:
            continue
        line = text[span.start : span.end] if span.end - span.start < _LONGEST else ""
        if line and _is_credit(line, number, last):
            yield span, list(_credited(line, span, mentions))
        elif last and (name := _alone(line, also)):
            yield (
                span,
                [_citation(name[0], span.start, name[1], "credit", "it stands alone on the last lines")],
            )
        elif number == len(found) - 1 and (end := _at_end(text, span, also)):
            yield end.span, [end]


def _is_credit(line: str, number: int, last: bool) -> bool:
    if number <= 1 and _HEADING.match(line) and not line.endswith("."):
        return True
    if not last:
        return False
    return bool(_CREDIT.match(line.strip("() ")) or _CONTRIBUTED.search(line))


def _credited(line: str, span: Span, mentions: Sequence[Mention]) -> Iterator[Citation]:
    named = False
    for mention in mentions:
        if mention.name and span.start <= mention.span.start < span.end and mention.sort != "platform":
            before = line[: mention.span.start - span.start]
            if mention.sure or mention.sort in ("form", "known") or before.endswith(("the ", "The ")):
                named = True
                if not wording.PHOTO.search(before):
                    yield Citation(mention.span, mention.name, "credit", None, why=f"“{line[:120]}”")
    if not named and (found := _VAGUE.search(line)):
        yield _citation(Span(*found.span()), span.start, None, "vague", f"“{line[:120]}”")


def _alone(line: str, also: frozenset[str]) -> tuple[Span, str] | None:
    found = _ALONE.fullmatch(line) if _SHORTEST <= len(line) <= _LONGEST else None
    if not found:
        return None
    name = found["name"].strip()
    dashed = line[:1] in "–—-(["
    if not _ends_so(name, also, dashed):
        return None
    return Span(found.start("name"), found.start("name") + len(name)), name


def _ends_so(name: str, also: frozenset[str], dashed: bool) -> bool:
    """Whether a name at the end is a credit: an agency's, or after a dash or in brackets an outlet's."""
    kinds = {bearer.medium.kind for bearer in media.bearers(name)}
    if kinds & {"agency"} and (name.isupper() or media.certain(name)):
        return True
    if dashed and (media.fold(name) in also or (kinds == {"outlet"} and bool(media.certain(name)))):
        return True
    acronym = wording.ACRONYM.fullmatch(name) and len(name) > _SHORTEST
    return dashed and bool(acronym) and name not in wording.PLACES and bool(kinds or media.fold(name) in also)


def _at_end(text: str, span: Span, also: frozenset[str]) -> Citation | None:
    """An agency in brackets or after a dash behind the last sentence."""
    start = max(span.start, span.end - 80)
    words = text[start : span.end]
    for pattern in (_AT_END, _AT_END_DASH):
        found = pattern.search(words)
        if found and (_ends_so(found["name"], also, dashed=True) or _initials(found)):
            return _citation(Span(*found.span("name")), start, found["name"], "credit", "it ends the text")
    return None


def _initials(found: re.Match[str]) -> bool:
    """In brackets at the very end an acronym of three letters or more is an agency's."""
    name = found["name"]
    bracketed = found[0].rstrip(".")[-1:] in ")]"
    return (
        bracketed
        and bool(wording.ACRONYM.fullmatch(name))
        and len(name) > _SHORTEST
        and name not in wording.PLACES
    )


def _citation(span: Span, start: int, name: str | None, manner: str, why: str) -> Citation:
    at = Span(start + span.start, start + span.end)
    return Citation(at, name, manner, None, why=why)  # type: ignore[arg-type]
