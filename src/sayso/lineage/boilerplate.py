"""Boilerplate: what documents share that nobody took from anybody, told from a reprint by what it is.

Two ways to know it. By its words: every line of the passage is a byline, a caption, a call to subscribe, a
notice of rights, navigation, or a standing word about an outlet. By how it recurs: at the head or foot of
one outlet's articles, day after day, while the rest of each article is another story. How often a passage is
found says nothing by itself: a report that 500 papers print is a reprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.lineage.links import Passage
from sayso.types import Span

SHARE = 0.8
"""Of the letters of a passage that must stand in boilerplate lines: what adjoins it by chance may differ."""
EDGE = 300
"""Code points from the head or the foot of a text within which standing matter is expected."""
LONGEST = 120
"""Words of a passage beyond which it is a text of its own, however it recurs."""
SHORT = 5
"""Words of a line at most that one word makes boilerplate: "Facebook" under an article, not at its head."""
DAYS = 4
"""Of one outlet's articles, from which on a passage at their edge is taken to stand there always."""


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
    outlet: str | None = None
    """The one that has it on most days."""
    days: int = 0
    """Different days on which that outlet has it."""
    articles: int = 0
    """Of that outlet, in the sample."""
    at_edge: int = 0
    """Of these, how many have it at the head or the foot."""
    share: float = 1.0
    """Of the text of these articles that the passage makes, in the middle."""


class Bearers(Protocol):
    """What knows where else a passage stands."""

    def __call__(self, passage: str) -> Spread:
        """The spread of a passage, by its words."""
        ...


def judged(
    passages: Sequence[Passage], one: str, other: str, bearers: Bearers | None = None
) -> Iterator[Passage | Standing]:
    """Each passage of two texts, as a `Standing` where it is boilerplate."""
    for passage in passages:
        words = other[passage.other.start : passage.other.end]
        why = by_words(words)
        if why is None and bearers is not None and _may_recur(passage, one, other):
            why = by_recurrence(words, bearers(words))
        yield passage if why is None else Standing(passage, why)


def by_words(passage: str) -> str | None:
    """Why a passage is boilerplate by its words, as a sentence; None where it is not."""
    found: dict[str, int] = {}
    total = 0
    for line in _lines(passage):
        size = sum(map(str.isalnum, line))
        total += size
        if (tell := _tell(line)) is not None:
            found[tell] = found.get(tell, 0) + size
    if not total or sum(found.values()) < SHARE * total:
        return None
    return "it is " + " and ".join(sorted(found, key=lambda tell: -found[tell])[:2])


def by_recurrence(passage: str, spread: Spread) -> str | None:
    """Why a passage is boilerplate by how it recurs, as a sentence; None where it is not.

    One outlet has it on `DAYS` days or more, nearly always at the edge of its articles, of which it makes a
    small part. A report printed widely is in many outlets on few days, and makes most of each text.
    """
    if spread.outlet is None or len(passage.split()) > LONGEST:
        return None
    if spread.days < DAYS or spread.at_edge < 0.7 * spread.articles or spread.share > 0.3:
        return None
    return (
        f"it stands at the head or foot of {spread.at_edge} articles of {spread.outlet} "
        f"on {spread.days} days, whatever their story"
    )


def _may_recur(passage: Passage, one: str, other: str) -> bool:
    """Whether it stands at the edge of both texts: only then its bearers are worth looking up."""
    return at_edge(passage.one, one) and at_edge(passage.other, other)


def at_edge(span: Span, text: str) -> bool:
    """Whether a span lies near the head or the foot of a text."""
    return span.start <= EDGE or span.end >= len(text) - EDGE


def _lines(passage: str) -> Iterator[str]:
    """Lines, and the sentences of those that hold several."""
    for line in passage.splitlines():
        yield from (part.strip() for part in _STOPS.split(line) if part.strip())


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
    return None


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
            opinions expressed; disclaimer; copyright ©; copyright (c); copyright 20; copyright
            19; copyright reuters; copyright the associated press""",
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
    "a call to share or follow": re.compile(r"^Follow .{0,60}@\w+"),
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
        rf"|^{_NAME} is (?:published|owned) by\b"
    ),
    "a dateline or agency tag": re.compile(
        r"^[A-Z][A-Z'’ .,/-]{2,40}(?:, [A-Z][a-z]+\.?(?: \d{1,2})?)?(?: \([\w/ .]+\))?\s*(?:--?|–|—)$"
        rf"|^\({_AGENCY}\)\W*$"
    ),
}
"""What lines of a kind look like where no phrase tells."""
