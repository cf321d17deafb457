"""Whether the words around a mention say that the text has something from there, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sayso.lineage.citation import wording
from sayso.lineage.citation.mention import Mention
from sayso.lineage.links import CitationManner

_AROUND = 90
_POST = re.compile(
    r"\b(?:posts?|posted|wrote|writes|said|says|accounts?|message|thread|announced|shared|video) on\s+$"
)
_ON_PLATFORM = re.compile(r"\bon\s+(?:(?:its|his|her|their|the|an?)\s+(?:[\w-]+\s+){0,2})?$")
_BETWEEN_TWO = re.compile(r"(?:,? and|,? or|,|/|&)\s+(?:(?:the|The|to|by|in)\s+)?")
_OF = re.compile(r"(?<!correspondent )(?<!reporter )(?<!website )(?<!site )\b(?:of|at)\s+$")
"""Somebody of the outlet speaks, and may do so of anything: "the editor of the Post"."""
_ASKED = re.compile(r"(?:Follow|Like|Join|Subscribe|Sign up|Support|Download|Read (?:more|also|next))\b")
"""How a line begins that asks something of readers."""
_SOMEBODY = re.compile(
    r"(?:['’]s?)?\s+(?:[A-Z]\w+ (?:said|told)\b"
    r"|(?:\w+ )?(?:hosts?|anchors?|presenters?|editors?|chiefs?|owners?"
    r"|analysts?|commentators?|columnists?|executives?|spokes\w+|management|directors?)\b)"
)
"""After a name: those who speak for themselves."""
_LINE_OF_HEADS = 200
"""A headline is no longer."""


class Context(NamedTuple):
    """How a mention is a citation."""

    manner: CitationManner
    words: str
    """Those that make it one."""
    of_itself: bool = False
    """What follows is the outlet's word about itself, should it be the one who speaks."""


def contexts(text: str, mentions: Sequence[Mention]) -> list[Context | None]:
    """For each mention how it is a citation, or None; of two joined by "and" one answers for the other."""
    found = [None if beside(text, mention) else context(text, mention) for mention in mentions]
    for order in (range(len(mentions) - 2, -1, -1), range(len(mentions) - 1)):
        for i in order:
            one, other = mentions[i], mentions[i + 1]
            if (found[i] is None) == (found[i + 1] is None) or not (one.name and other.name):
                continue
            if _BETWEEN_TWO.fullmatch(text[one.phrase.end : other.span.start][:_AROUND]):
                found[i] = found[i + 1] = found[i] or found[i + 1]
    return found


def beside(text: str, mention: Mention) -> bool:
    """Whether it stands beside what is told: a picture is from there, or readers are asked to go there."""
    before = text[max(0, mention.phrase.start - _AROUND) : mention.phrase.start].rpartition("\n")[2]
    return bool(wording.PHOTO.search(before) or _ASKED.match(before))


def context(text: str, mention: Mention) -> Context | None:
    before = text[max(0, mention.phrase.start - _AROUND) : mention.phrase.start].rpartition("\n")[2]
    if mention.sort == "vague" and text.endswith("interview", 0, mention.span.end):
        return Context("told", "in") if wording.INTERVIEW.search(before) else None
    if mention.sort == "platform":
        return _platform(text, mention, before)
    return _before(before, mention) or _after(text, mention, before)


def _before(before: str, mention: Mention) -> Context | None:
    if found := wording.TOLD.search(before):
        return Context("told", found[0].strip())
    if found := wording.FROM.search(before):
        return Context("report", found[0].strip())
    if mention.name and (found := wording.VIA.search(before)):
        lead = before[: found.start()].rstrip()
        return Context("credit" if not lead or lead[-1] in "(–—-|" else "report", found[0].strip())
    return None


def _after(text: str, mention: Mention, before: str) -> Context | None:
    at = mention.phrase.end
    maker = wording.STAFF.match(text, at, at + _AROUND)
    if maker and mention.name:
        at = maker.end()
        if (head := wording.ARTICLE.search(before)) and (inner := _before(before[: head.start()], mention)):
            return inner
        if text[mention.phrase.end : mention.phrase.end + 1] in ("'", "’") and maker[0].rstrip("s").endswith(
            ("report", "story", "article", "investigation", "account", "interview", "coverage", "reporting")
        ):
            return Context("report", maker[0].strip())
    end = min(len(text), at + 2 * _AROUND)
    if (_OF.search(before) and at == mention.phrase.end) or _SOMEBODY.match(text, mention.phrase.end):
        return None
    says = wording.SAYS if _press(text, mention) else wording.REPORTS
    for place in dict.fromkeys((at, mention.phrase.end)):
        if found := says.match(text, place, end) or wording.CITING.match(text, place, end):
            rest = text[found.end() : found.end() + _AROUND].lstrip()
            return Context("report", found[0].strip(), bool(wording.OF_ITSELF.match(rest)))
    if (
        mention.sort != "back"
        and (found := wording.INVERTED.search(before))
        and _inverted(found[0], text, at)
    ):
        return Context("report", found[0].strip(" ,\"”'’"))
    return _alone(text, mention, before) if mention.sure and mention.name else None


def _press(text: str, mention: Mention) -> bool:
    """Whether it may be said to "say" something: a listed name that is a word too needs its article, and an
    organisation of which the ledger only has a document must "report" or "write"."""
    if mention.sure or mention.sort in ("form", "back"):
        return True
    return mention.sort == "listed" and mention.phrase.start < mention.span.start


def _inverted(words: str, text: str, at: int) -> bool:
    """Whether the verb has the name as its subject, as in "…, said AFP", and not a person named after it."""
    return bool(words.strip()) and not _SOMEBODY.match(text, at)


def _alone(text: str, mention: Mention, before: str) -> Context | None:
    """At the head of a line with a colon, or at the end of a headline after a dash."""
    following = text[mention.phrase.end : mention.phrase.end + 2]
    if not before.strip() and following.startswith(":") and following[1:2] in (" ", "\n"):
        return Context("report", ":")
    heads = not text.rfind("\n", 0, mention.span.start) + 1 and mention.span.end < _LINE_OF_HEADS
    if heads and following[:1] in ("\n", "") and re.search(r"\w.*\s[–—-]\s+$", before):
        return Context("report", "–")
    return None


def _platform(text: str, mention: Mention, before: str) -> Context | None:
    """A platform is cited where something was posted on it; "X" must be said to have posts."""
    if text[mention.span.start : mention.span.end] == "X":
        return Context("report", "on X") if _POST.search(before) else None
    if wording.VIA.search(before):
        return Context("report", "via")
    whole = text[max(0, mention.span.start - _AROUND) : mention.span.start].rpartition("\n")[2]
    on = _ON_PLATFORM.search(whole)
    if on and (_SPOKEN.search(whole[: on.start()]) or _SPOKEN_ON.match(text, mention.span.end)):
        return Context("report", on[0].strip())
    return None


_SPOKEN = re.compile(rf"\b(?:{wording.VERBS}|post|message|statement|video|claims|tweet)\b[^.\n]{{0,40}}$")
_SPOKEN_ON = re.compile(rf"[^.\n]{{0,30}}?\b{wording.VERBS}\b")
