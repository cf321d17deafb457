"""Boilerplate: what documents share that nobody took from anybody, told from a reprint by what it is.

Two ways to know it. By its words: every line of the passage is a byline, a caption, a call to subscribe, a
notice of rights, navigation, or a standing word about an outlet. By how it recurs: at the head or foot of
articles, day after day, while the rest of each is another story. How often a passage is found says nothing by
itself: a report that 500 papers print is a reprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from sayso.lineage.links import Passage
from sayso.types import Span

SHARE = 0.8
"""Of the letters of a passage that must stand in boilerplate: what adjoins it by chance may differ."""
PARAGRAPH = 1 / 3
"""Of the letters of a paragraph in sentences that are boilerplate, from which on all of it is."""
EDGE, EDGE_SHARE = 600, 0.4
"""The head or foot of a text, where standing matter is expected: code points, and share of it, at most."""
SMALL = 0.25
"""Of the text, that standing matter makes at most."""
LONGEST = 120
"""Words of a passage beyond which it is a text of its own, however it recurs."""
SHORT = 5
"""Words of a line at most that one word makes boilerplate: "Facebook" under an article, not at its head."""
DOCUMENTS, DAYS = 5, 4
"""Bearers, and days, from which on a passage at the edge is taken to stand there whatever the story."""
FEW = 3
"""Bearers that are enough where all are of one outlet."""
APART = 0.2
"""Of the bearers of a passage, that have the middle of a text as well, up to which it stands by itself."""
WIDE = 3_000
"""Code points of a passage beyond which its words are not gone through."""
NEAR = 400
"""Code points around a passage that are looked at where its paragraph is longer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A shared passage that is boilerplate."""

    passage: Passage
    why: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a passage stands, as far as a sample of its bearers tells."""

    documents: int
    """All of them."""
    sampled: int = 0
    """Of these, how many were looked at."""
    days: int = 0
    """Different days on which those came out."""
    at_edge: int = 0
    """How many have it at the head or at the foot, whichever is more."""
    share: float = 1.0
    """Of their text that the passage makes, in the middle."""
    outlet: str | None = None
    """That nearly all of them are of, where there is one."""


class Bearers(Protocol):
    """What knows where else a passage stands."""

    def __call__(self, passage: str) -> Spread:
        """The spread of a passage, by its words."""
        ...

    def together(self, passage: str, body: str) -> float:
        """How many of those that have a passage have the other one too, as a share."""
        ...


def judged(
    passages: Sequence[Passage], one: str, other: str, bearers: Bearers | None = None
) -> Iterator[Passage | Standing]:
    """Each passage of two texts, as a `Standing` where it is boilerplate."""
    for passage in passages:
        words = other[passage.other.start : passage.other.end]
        why = by_words(other, passage.other)
        if why is None and bearers is not None and _may_recur(passage, one, other):
            why = _by_recurrence(words, (one, other), bearers)
        yield passage if why is None else Standing(passage, why)


def by_words(text: str, span: Span | None = None) -> str | None:
    """Why a passage is boilerplate by its words, as a sentence; None where it is not.

    What counts is the sentences and the paragraph that it stands in: a passage may begin in the midst of one.
    """
    start, end = span or Span(0, len(text))
    if end - start > WIDE:
        return None
    found: dict[str, int] = {}
    total = 0
    for paragraph in _paragraphs(text, start, end):
        for at, sentence, tell in _told(text, paragraph):
            common = text[max(at, start) : min(at + len(sentence), end)]
            size = sum(map(str.isalnum, common))
            total += size
            if tell is not None:
                found[tell] = found.get(tell, 0) + size
    if not total or sum(found.values()) < SHARE * total:
        return None
    return "it is " + " and ".join(sorted(found, key=lambda tell: -found[tell])[:2])


def _by_recurrence(passage: str, texts: tuple[str, str], bearers: Bearers) -> str | None:
    spread = bearers(passage)
    if spread.days < DAYS and by_recurrence(passage, spread, apart=True):
        bodies = (text[(len(text) - NEAR) // 2 :][:NEAR] for text in texts)
        apart = all(bearers.together(passage, body) <= APART for body in bodies)
        return by_recurrence(passage, spread, apart=apart)
    return by_recurrence(passage, spread)


def by_recurrence(passage: str, spread: Spread, *, apart: bool = False) -> str | None:
    """Why a passage is boilerplate by how it recurs, as a sentence; None where it is not.

    It stands at the same edge of nearly all texts that have it, makes a small part of each, and they tell
    different stories: they came out over several days, or are known to stand `apart`. A report printed widely
    comes out within few days, and its last paragraph follows the same ones nearly everywhere.
    """
    if spread.documents < (FEW if spread.outlet else DOCUMENTS) or len(passage.split()) > LONGEST:
        return None
    if spread.days < DAYS and not apart:
        return None
    if spread.at_edge < SHARE * spread.sampled or spread.share > SMALL:
        return None
    whose = f" of {spread.outlet}" if spread.outlet else ""
    found = f"{spread.at_edge} of {spread.sampled} articles{whose} that have it"
    return f"it stands at the head or foot of {found}, whatever their story"


def _may_recur(passage: Passage, one: str, other: str) -> bool:
    """Whether it stands at the edge of both texts: only then its bearers are worth looking up."""
    sides = at_edge(*passage.one, len(one)) & at_edge(*passage.other, len(other))
    return bool(sides)


def at_edge(start: int, end: int, length: int) -> set[str]:
    """Whether a passage of a text so long begins at its head, ends at its foot, or both."""
    edge = min(EDGE, EDGE_SHARE * length)
    return {side for side, there in (("head", start <= edge), ("foot", end >= length - edge)) if there}


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines that a passage stands in; of long ones what is near it."""
    low = max(text.rfind("\n", 0, start) + 1, start - NEAR)
    high = text.find("\n", end)
    high = min(len(text) if high < 0 else high, end + NEAR)
    yield from (Span(low + line.start(), low + line.end()) for line in _LINE.finditer(text[low:high]))


def _told(text: str, paragraph: Span) -> Iterator[tuple[int, str, str | None]]:
    """The sentences of a paragraph, where each begins, and what boilerplate it is."""
    sentences = list(_sentences(text, paragraph))
    tells = [_tell(sentence.strip()) for _, sentence in sentences]
    sizes: dict[str, int] = {}
    for (_, sentence), tell in zip(sentences, tells, strict=True):
        if tell is not None:
            sizes[tell] = sizes.get(tell, 0) + len(sentence)
    most = max(sizes, key=lambda tell: sizes[tell], default=None)
    whole = sum(sizes.values()) >= PARAGRAPH * (paragraph.end - paragraph.start)
    for (at, sentence), tell in zip(sentences, tells, strict=True):
        yield at, sentence, tell or (most if whole else None)


def _sentences(text: str, paragraph: Span) -> Iterator[tuple[int, str]]:
    line = text[paragraph.start : paragraph.end]
    cuts = [0, *(stop.end() for stop in _STOPS.finditer(line)), len(line)]
    yield from ((paragraph.start + a, line[a:b]) for a, b in pairwise(cuts))


def _tell(line: str) -> str | None:
    """What kind of boilerplate a line is, as the end of a sentence "it is …"."""
    words = len(line.split())
    if words > max(_LONGEST.values()):
        return None
    plain = " ".join(line.lower().replace("’", "'").split())
    if any(phrase in plain for phrase in _NOTICES):
        return "a notice of rights"
    for kind, most in _LONGEST.items():
        if words <= most and (form := _FORMS.get(kind)) and form.search(line):
            return kind
        if words <= most and _opens(plain, _OPENINGS.get(kind, ())):
            return kind
    return "a word of the outlet to its readers" if _speaks_to_readers(plain) else None


def _speaks_to_readers(line: str) -> bool:
    """Whether an outlet speaks of itself, or to whoever reads it; nobody is quoted."""
    return bool(_PERSON.search(line) and _PRESS.search(line) and not _QUOTED.search(line))


def _opens(line: str, phrases: Sequence[str]) -> bool:
    """Whether a line begins with one of the phrases, and is not a report of what somebody said."""
    line = line.lstrip("•·-–—>»|*[( ")
    short = line.count(" ") < SHORT
    begins = (
        line.startswith(phrase) and not line[len(phrase) : len(phrase) + 1].isalpha()
        for phrase in phrases
        if short or not phrase.isalpha()
    )
    return any(begins) and not _REPORTS.search(line)


# A credit in brackets stays with the sentence before it, which is its caption.
_STOPS = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\bMrs\.)\s+(?=[\"“]?[A-Z©])|\s[|•·]\s"
)
_REPORTS = re.compile(r"\b(?:said|says|told|according|added|announced)\b")
_PERSON = re.compile(r"\b(?:we|us|our|ours|you|your)\b")
_PRESS = re.compile(
    r"\b(?:newsroom|journalis(?:m|ts?)|readers?|subscri\w+|newsletters?|inbox|(?:web)?site|paywall|corrections?"
    r"|editors?|advertis\w+|donations?|members(?:hip)?|reporting|coverage|stories|story|e-?mails?)\b"
)
_QUOTED = re.compile(r"[\"“”«»„]|\b(?:said|says|told|asked|added|wrote|according)\b")
_LINE = re.compile(r"[^\n]+")
_LONGEST = {
    "a call to subscribe or support": 40,
    "a notice of rights": 60,
    "a call to share or follow": 25,
    "a caption or its credit": 45,
    "a byline or credit of its authors": 40,
    "navigation": 20,
    "a standing word about an outlet or organisation": 60,
    "a dateline or agency tag": 12,
}
"""Kinds of boilerplate, in the order in which they are tried, and the words of a line at most."""

_NOTICES = (
    "all rights reserved",
    "may not be published, broadcast",
    "may not be reproduced",
    "may not be republished",
    "may not be redistributed",
    "may not be copied",
    "under a creative commons",
    "under creative commons",
    "republished with permission",
    "reprinted with permission",
    "site uses cookies",
    "we use cookies",
    "does not necessarily reflect",
    "do not necessarily reflect",
    "are the author's own",
    "are those of the author",
    "tous droits réservés",
    "alle rechte vorbehalten",
    "todos los derechos reservados",
    "tutti i diritti riservati",
    "todos os direitos reservados",
)
_OPENINGS = {
    kind: tuple(" ".join(phrase.split()) for phrase in phrases.split(";"))
    for kind, phrases in {
        "a call to subscribe or support": """
            sign up; sign-up; please sign up; signup; subscribe; please subscribe; click here to
            subscribe; register for free; register now; log in to; sign in to; create a free
            account; get our; get the latest; get breaking news; receive our; join our; never
            miss; don't miss; enjoying this; your inbox; enter your email; support our; support
            us; support independent journalism; donate; make a donation; become a member; become
            a subscriber; become a supporter; our journalism; our newsletter; stay informed;
            stay up to date; abonnez-vous; inscrivez-vous; abonnieren sie; jetzt abonnieren;
            melden sie sich; suscríbete; suscríbase; regístrate; iscriviti; assine; abonneer;
            subscribe to; subscribe now; subscribe today; subscribe here; subscribe for; donate
            now; donate today; donate to support""",
        "a notice of rights": """
            copyright; ©; (c) 20; terms of use; terms of service; terms and conditions;
            privacy policy; cookie policy; cookie settings; this article was originally
            published; this article was first published; this article is republished; this
            article originally appeared; this article first appeared; this story was originally
            published; this story originally appeared; this story first appeared; this report
            first appeared; the views expressed; views expressed; opinions expressed; the
            opinions expressed; disclaimer; letters may be edited; copyright ©; copyright (c);
            copyright 20; copyright 19; copyright reuters; copyright the associated press""",
        "a call to share or follow": """
            share this; share on; share via; share; share:; tweet this; tweet; follow us; follow
            @; follow our; follow the latest; like us on; find us on; connect with us; join us
            on; join the conversation; email this; e-mail this; print this; print; email; copy
            link; facebook; twitter; whatsapp; leave a comment; post a comment; teilen;
            partager; compartir; condividi; compartilhar""",
        "a caption or its credit": """
            photo:; photos:; photo by; photos by; photograph:; photograph by; file photo;
            image:; images:; image credit; photo credit; picture:; pictures:; video:; graphic:;
            illustration:; caption:; credit:; getty images; ap photo; shutterstock; foto:;
            bild:; crédit photo""",
        "a byline or credit of its authors": """
            reporting by; additional reporting; further reporting; writing by; editing by;
            compiled by; edited by; written by; with reporting by; with files from; with
            additional reporting; the associated press contributed; reuters contributed; afp
            contributed""",
        "navigation": """
            read more; read also; read next; read the full; also read; related articles; related
            stories; related topics; related content; related links; related:; see also; more
            from; more on this; most read; most popular; most viewed; trending; recommended;
            advertisement; advertising; sponsored content; continue reading; click here; skip
            to; story continues; article continues; scroll down; scroll to; back to top; view
            comments; view all; load more; show more; next article; next story; previous
            article; previous story; listen to this; watch live; watch:; comments; breaking
            news; lire aussi; lesen sie auch; mehr zum thema; leer más; leggi anche""",
        "a standing word about an outlet or organisation": """
            about us; about the author; about the authors; our mission; its mission is; their
            mission is; for more information; for more stories; for more news; for more
            coverage; visit our; visit us""",
    }.items()
}
"""What lines of a kind begin with, in small letters. A phrase of one word counts in short lines only."""

_NAME = r"[A-Z][\w.'’-]+(?: (?:(?:van|von|de|der|la|bin|al) )?[A-Z][\w.'’-]*)*"
_ROLE = r"(?:writer|reporter|correspondent|editor|journalist|columnist|photographer|producer|bureau chief)"
_BODY = (
    r"(?:non-?profit|not-for-profit|non-?governmental|charity|think[- ]tank|broadcaster|newsroom|newspaper|"
    r"magazine|publisher|publication|foundation|wire service|"
    r"news (?:agency|organi[sz]ation|outlet|site|website|service)|"
    r"media (?:company|group|outlet)|advocacy (?:group|organi[sz]ation))"
)
_AGENCY = r"(?:Reuters|AP|AP Photo|AFP|dpa|EPA|UPI|ANSA|EFE|Xinhua|TASS|Bloomberg|Getty Images)"
_FORMS = {
    "a notice of rights": re.compile(r"©\s*(?:19|20)\d\d"),
    "a call to share or follow": re.compile(
        r"^Follow .{0,60}(?:@\w+| on (?:social media|Twitter|Facebook|Instagram|WhatsApp|Telegram|X)\b)"
    ),
    "a caption or its credit": re.compile(
        r"\((?:(?:File |Handout )?(?:[Pp]hoto|[Ii]mage|[Pp]icture)\b[^)]*"
        rf"|[^)]*(?:/|via |by ){_AGENCY}[^)]*)\)\W*$"
        rf"|^{_AGENCY}(?:/[A-Z][\w. -]+)?\W*$|\b(?:REUTERS|AFP)/[A-Z]\w+"
    ),
    "a byline or credit of its authors": re.compile(
        rf"^(?:By|BY|Von|Par|Por|Di) {_NAME}(?:(?:,| and| und| et| y|;) {_NAME})*(?:\W+[\w .&/-]{{0,60}})?$"
        rf"|\bcontributed (?:reporting|to this (?:report|story|article|piece))\b"
        rf"|^{_NAME} is (?:an? |the )?(?:[\w'’-]+ ){{0,5}}{_ROLE}\b"
        r"(?: (?:at|for|with|of|in|based|covering)\b|\W*$)"
        rf"|^(?:Contact|E-?mail|Write to|Reach)\b.{{0,60}}@"
    ),
    "navigation": re.compile(
        r"^(?:Published|Updated|Posted|Last (?:updated|modified))\b:?(?: (?:on|at))?(?: [A-Z]\w+)?"
        r"\W*\d[\w ,:.|()+-]*$"
    ),
    "a standing word about an outlet or organisation": re.compile(
        rf"^(?:The )?{_NAME}(?:,? \([A-Z]+\))?,? is (?:an? |the )(?:[\w'’,-]+ ){{0,6}}{_BODY}\b"
        rf"|^Founded in (?:1[89]|20)\d\d,? (?:the )?{_NAME}|^{_NAME} was founded in (?:1[89]|20)\d\d\b"
        rf"|^(?:It|{_NAME}) is (?:published|owned|funded) by\b"
    ),
    "a dateline or agency tag": re.compile(
        r"^[A-Z][A-Z'’ .,/-]{2,40}(?:, [A-Z][a-z]+\.?(?: \d{1,2})?)?(?: \([\w/ .]+\))?\s*(?:--?|–|—)$"
        rf"|^\({_AGENCY}\)\W*$"
    ),
}
"""What lines of a kind look like where no phrase tells."""
