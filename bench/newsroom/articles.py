"""Articles: a slot of the plan written out, with everything that is known of it.

The words of an original come from a stream of chance of their own. A copy writes them again from that
stream, at whatever place they take in its text, so spans are right there without being moved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from newsroom import sentences
from newsroom.chance import Draw, draws, pick
from newsroom.draft import Draft
from newsroom.events import event
from newsroom.outlets import Outlet, outlet
from newsroom.plan import Mix, Slot, slot
from newsroom.slots import MONTHS, Scene, render
from sayso.types import Apart, Custody, Document, Reading, Span

METHOD = "recorded 1"
_RETRIEVED = "2024-01-01T00:00:00Z"
LEAST, MORE = 5, 20
"""Sentences of an article: so many at least, and so many more at most."""
_TITLES = (
    "{toll} involved as {incident} hits {place}",
    "{loss} at stake in {place} {incident}",
    "questions over {adj} {thing} after {place} {incident}",
    "{body} under fire over {incident} in {place}",
    "{place} counts the cost of a {incident}",
    "{adj} {thing} {done} near {town}",
    "{person} and the {thing} of {town}",
    "how the {thing} of {town} was {done}",
    "{org} drawn into {incident} in {place}",
    "after the {incident}: {place} asks about its {adj} {thing}",
)
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its reading, and what only its maker knows."""

    slot: Slot
    outlet: Outlet
    url: str
    reading: Reading
    speakers: tuple[str, ...]
    """Of each attribution, whom it is by: the full name, even where the text has a pronoun."""
    facts: tuple[str | None, ...]
    """Of each claim, the event's fact that it tells: the same fact has the same name in every article."""
    copied: Span | None
    """What was copied, word for word: as it stands in this text."""


DEFAULT = Mix()


def articles(size: int, mix: Mix = DEFAULT, start: int = 0) -> Iterator[Article]:
    """Documents number `start` up to `start + size`, each the same whichever were made before."""
    return (article(number, mix) for number in range(start, start + size))


def readings(size: int, seed: int = 1, start: int = 0) -> Iterator[Reading]:
    """Recorded readings, as an extractor that makes no mistake would return them."""
    return (made.reading for made in articles(size, Mix(seed), start))


def article(number: int, mix: Mix = DEFAULT) -> Article:
    asked = plan = slot(mix, number)
    while plan.role == "repeat" and plan.of is not None:
        plan = slot(mix, plan.of)
    original = slot(mix, plan.body)
    # A copy is the copier's from its headline on, unless it took that too.
    head = plan if plan.manner in ("headline", "inside") else original
    draft, title = _headed(mix, head)
    copied = _write(draft, mix, plan, original)
    if plan.manner in ("verbatim", "cut"):
        copied = Span(0, draft.at)
    # A revision stands where the original does.
    owner = plan if plan.role == "copy" else original
    url = _url(mix, owner, title)
    return _article(asked, plan, draft, title, copied if plan.role == "copy" else None, url)


def _headed(mix: Mix, head: Slot) -> tuple[Draft, str]:
    """A draft with the headline, where the outlet prints it in the text, and the headline."""
    draft = Draft()
    scene = _scene(draft, mix, head, draws(mix.seed, "title", head.number))
    span = render(pick(scene.r, _TITLES), scene)
    draft.capital(0)
    title = draft.text()
    if not outlet(head.outlet).prints_headline:
        return Draft(), title
    draft.claim((span,))
    draft.add("\n\n")
    return draft, title


def _scene(draft: Draft, mix: Mix, of: Slot, r: Draw) -> Scene:
    about = event(mix.seed, of.event, of.event_day)
    # Outlets differ a little, and each revision has counted more.
    toll = about.toll + of.body % 3 + of.version * (1 + about.toll // 10)
    return Scene(draft, r, about, of.day, toll, about.loss, {})


def _write(draft: Draft, mix: Mix, plan: Slot, original: Slot) -> Span:
    """The body; what of it is the original's."""
    by = outlet(original.outlet)
    if plan.manner == "inside":
        own = _scene(draft, mix, plan, draws(mix.seed, "body", plan.number))
        _dateline(draft, own, outlet(plan.outlet))
        _sentences(own, 3)
        draft.add(f"\n\n{by.name} ({by.tag}) reported:\n\n")
    start = draft.at
    # A copy is dated as what it copies is, so that "on Tuesday" means the same day in both.
    written = original if plan.role == "copy" else plan
    scene = _scene(draft, mix, written, draws(mix.seed, "body", original.number))
    _dateline(draft, scene, by)
    total = LEAST + int((MORE + 1) * scene.r() ** 1.4)
    partly = plan.manner in ("cut", "inside")
    _sentences(scene, max(3, total * (2 + plan.number % 5) // 8) if partly else total)
    copied = Span(start, draft.at)
    if plan.version:
        _denied_since(scene, plan)
    if plan.manner == "inside":
        draft.add("\n\n")
        _sentences(own, 3, begun=True)
    return copied


def _denied_since(scene: Scene, plan: Slot) -> None:
    """What a revision adds, besides its new figure: in every other version, a denial."""
    if plan.version % 2:
        scene.r = draws(scene.event.seed, "denial", plan.number)
        scene.draft.add("\n\n")
        sentences.denial(scene)


def _dateline(draft: Draft, scene: Scene, by: Outlet) -> None:
    if by.collection == "broadcasters":
        return
    then = date.fromordinal(scene.day)
    tag = f" ({by.tag})" if scene.r() < 0.7 else ""
    place = f"{scene.event.place.upper()}, {scene.event.state}, {then.day} {MONTHS[then.month - 1]}{tag}"
    draft.apart.append(Apart((draft.put(place),), "fragment"))
    draft.add(" - ")


def _sentences(scene: Scene, count: int, begun: bool = False) -> None:
    """So many, in paragraphs; an article begins with what happened and with how many."""
    for number in range(count):
        if number:
            scene.draft.add("\n\n" if scene.r() < 0.45 else " ")
        if begun or number > 1:
            sentences.any_sentence(scene)
        elif number:
            sentences.toll(scene)
        else:
            sentences.lead(scene)


def _url(mix: Mix, owner: Slot, title: str) -> str:
    then = date.fromordinal(owner.day)
    slug = _SLUG.sub("-", title.lower())[:48].strip("-")
    place = f"{then.year}/{then.month:02}/{then.day:02}/{slug}-{mix.seed}-{owner.number}"
    return f"https://www.{outlet(owner.outlet).domain}/{place}"


def _article(asked: Slot, plan: Slot, draft: Draft, title: str, copied: Span | None, url: str) -> Article:
    by = outlet(plan.outlet)
    published = date.fromordinal(plan.day).isoformat()
    text = draft.text()
    data = text.encode()
    kept = Custody(
        hashlib.sha256(data).hexdigest(),
        len(data),
        url,
        _RETRIEVED,
        "application/x-ndjson",
        "newsroom",
        "utf-8",
    )
    document = Document(
        address=url,
        text=text,
        custody=kept,
        title=title,
        published=published,
        language="en",
        publisher=by.name,
        given_id=url,
        fields={"url": url, "collection": by.collection},
    )
    identity = document.id  # digests the whole text: once a document, not once a claim
    claims = tuple(said.of(identity) for said in draft.claims)
    reading = Reading(document, METHOD, tuple(draft.attributions), claims, tuple(draft.apart))
    facts = tuple(said.fact for said in draft.claims)
    return Article(asked, by, url, reading, tuple(draft.speakers), facts, copied)
