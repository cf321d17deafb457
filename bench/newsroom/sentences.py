"""Sentences: what the author writes, what others are said to say, and chains of who told whom."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from itertools import accumulate
from typing import TypeAlias

from newsroom import voices
from newsroom.chance import draws, pick, rank
from newsroom.draft import How, Voice
from newsroom.events import STATEMENTS
from newsroom.names import any_body
from newsroom.slots import Scene, render
from newsroom.vocabulary import words
from sayso.types import Apart, Span

Sentence: TypeAlias = Callable[[Scene], None]
DENIES = How("denies", "denied")
_PREDICTS = How("predicts", "predicted")
_PROMISES = How("promises", "predicted")
_SAYS = How()
_THINKS = How("thinks", "hedged")

_TOLLS = (
    "{{toll}} were {of} in {{place}}",
    "{{toll}} were {of} because of the {{incident}}",
    "{{toll}} had been {of} by the end of the week",
    "{{toll}} are now known to have been {of} in {{place}}",
    "the {{incident}} left {{toll}} {of}",
)


def statement(scene: Scene) -> Span:
    """A clause that states something: new, or one of the event's own, or its toll or loss."""
    chance = scene.r()
    if chance < 0.15:
        return _shared(scene, int(chance / 0.15 * STATEMENTS))
    if chance < 0.2:
        return toll_clause(scene)
    if chance < 0.24:
        return render(f"{{loss}} were {scene.event.topic.loss.partition(':')[2]}", scene)
    return render(pick(scene.r, scene.event.topic.facts), scene)


def _shared(scene: Scene, number: int) -> Span:
    """The same words in every article about the event."""
    own, day, event = scene.r, scene.day, scene.event
    scene.r, scene.day = draws(event.seed, "statement", event.number * STATEMENTS + number), event.day
    span = render(pick(scene.r, event.topic.facts), scene)
    scene.r, scene.day = own, day
    scene.draft.fact = f"{event.number}:{number}"
    return span


def toll_clause(scene: Scene) -> Span:
    return render(pick(scene.r, _TOLLS).format(of=scene.event.topic.toll.partition(":")[2]), scene)


def lead(scene: Scene) -> None:
    """What happened, on the author's own word."""
    first = len(scene.draft.parts)
    span = render(pick(scene.r, scene.event.topic.leads), scene)
    scene.draft.fact = f"{scene.event.number}:lead"
    scene.draft.claim((span,))
    scene.draft.end_sentence(first)


def toll(scene: Scene) -> None:
    """How many, according to someone."""
    first, draft = len(scene.draft.parts), scene.draft
    said = toll_clause(scene)
    draft.add(", ")
    cue = draft.put("according to")
    draft.add(" ")
    _lay(scene, voices.anyone(scene), cue, said)
    draft.end_sentence(first)


def denial(scene: Scene) -> None:
    """Someone denies a statement."""
    first = len(scene.draft.parts)
    _that(scene, _subject(scene), "denied", DENIES, statement)
    scene.draft.end_sentence(first)


def _own(scene: Scene) -> None:
    scene.draft.claim((statement(scene),))


def _subject(scene: Scene) -> Voice:
    return _followed(scene, voices.anyone(scene))


def _followed(scene: Scene, voice: Voice) -> Voice:
    """The voice, with the comma that an apposition needs before the verb."""
    if voice.kind == "person" and voice.span and voice.span.end - voice.span.start > len(voice.name):
        scene.draft.add(",")
    scene.draft.add(" ")
    return voice


def _that(scene: Scene, voice: Voice, cue: str, how: How, clause: Callable[[Scene], Span]) -> None:
    """Cue and a content clause with "that", which belongs to the content and not to the claim."""
    draft = scene.draft
    said = draft.put(cue)
    start = draft.put(" ").end
    draft.add("that ")
    claimed = clause(scene)
    index = draft.attribute(voice, said, (Span(start, claimed.end),), how)
    draft.claim((claimed,), ((index,),), how)


def _lay(scene: Scene, voice: Voice, cue: Span, content: Span) -> None:
    """The content, as it stands, in one mouth."""
    index = scene.draft.attribute(voice, cue, (content,), _SAYS)
    scene.draft.claim((content,), ((index,),))


def _verb(scene: Scene, which: str) -> str:
    """One of them, the first most often."""
    verbs = words(which)
    return verbs[rank(scene.r, len(verbs))]


def _said_that(scene: Scene) -> None:
    _that(scene, _subject(scene), _verb(scene, "that_verbs"), _SAYS, statement)


def _said_at_the_end(scene: Scene) -> None:
    draft = scene.draft
    content = statement(scene)
    draft.add(", ")
    voice = _subject(scene)
    _lay(scene, voice, draft.put("said"), content)


def _according_to(scene: Scene) -> None:
    draft = scene.draft
    cue = draft.put("according to")
    draft.add(" ")
    voice = voices.anyone(scene)
    draft.add(", ")
    _lay(scene, voice, cue, statement(scene))


def _pronoun(scene: Scene) -> None:
    voice = _followed(scene, voices.pronoun(scene))
    _that(scene, voice, "added" if voice.resolved else "said", _SAYS, statement)


def _confirmed(scene: Scene) -> None:
    _that(scene, _subject(scene), "confirmed", How("confirms"), statement)


def _denied(scene: Scene) -> None:
    _that(scene, _subject(scene), "denied", DENIES, statement)


def _future(scene: Scene) -> Span:
    return render(pick(scene.r, scene.event.topic.futures), scene)


def _predicted(scene: Scene) -> None:
    _that(scene, _subject(scene), _verb(scene, "foretelling_verbs"), _PREDICTS, _future)


def _believed(scene: Scene) -> None:
    voice = Voice(scene.draft.put("investigators"), "unnamed_group", "investigators")
    scene.draft.add(" ")
    _that(scene, voice, _verb(scene, "believing_verbs"), _THINKS, statement)


def _paper(scene: Scene) -> None:
    voice = voices.paper(scene)
    scene.draft.add(" ")
    _that(scene, voice, "shows" if scene.r() < 0.5 else "says", _SAYS, statement)


def _reported(scene: Scene) -> None:
    """By nobody who is named."""
    scene.draft.add("it ")
    _that(scene, Voice(None, "nobody", ""), "is reported", _SAYS, statement)


def _well_known(scene: Scene) -> None:
    draft = scene.draft
    cue = draft.put("as is well known")
    draft.add(", ")
    _lay(scene, Voice(None, "common_knowledge", ""), cue, statement(scene))


def _promised(scene: Scene) -> None:
    draft, voice = scene.draft, _subject(scene)
    cue = draft.put("promised")
    draft.add(" ")
    content = render(pick(scene.r, scene.event.topic.promises), scene)
    index = draft.attribute(voice, cue, (content,), _PROMISES)
    draft.claim((content,), ((index,),), _PROMISES)


def _accused(scene: Scene) -> None:
    draft, voice = scene.draft, _subject(scene)
    cue = draft.put("accused")
    draft.add(" ")
    target = draft.put(any_body(scene.r))
    draft.add(" of ")
    deed = render(pick(scene.r, scene.event.topic.deeds), scene)
    content, how = (Span(target.start, deed.end),), How("accuses", "asserted", (target,))
    index = draft.attribute(voice, cue, content, how)
    draft.claim(content, ((index,),), how)


def _words(scene: Scene) -> Span:
    """What is said between quotation marks, with the capital it begins with."""
    first = len(scene.draft.parts)
    span = render(pick(scene.r, scene.event.topic.quotes), scene)
    scene.draft.capital(first)
    return span


def _quoted(scene: Scene) -> None:
    """One quote, or one that goes on after the verb: each half is a claim of its own."""
    draft = scene.draft
    start = draft.put("“").start
    said = _words(scene)
    halves = [Span(start, draft.put(",”").end)]
    index = len(draft.attributions)
    draft.claim((said,), ((index,),))
    draft.add(" ")
    voice = _subject(scene)
    cue = draft.put(_verb(scene, "quote_verbs"))
    if scene.r() < 0.4:
        start = draft.put(". “").end - 1
        more = _words(scene)
        draft.claim((more,), ((index,),))
        halves.append(Span(start, draft.put(".”").end))
    draft.attribute(voice, cue, tuple(halves), _SAYS)


def _quoted_as_saying(scene: Scene) -> None:
    """ "The paper quoted a source as saying that …", sometimes with a third who had told the source."""
    draft = scene.draft
    outer = voices.reporting(scene)
    draft.add(" ")
    outer_cue = draft.put("quoted")
    draft.add(" ")
    inner = voices.anyone(scene, full=False)
    draft.add(" ")
    inner_cue = draft.put("as saying")
    that = draft.put(" that ").start + 1
    third: tuple[Voice, Span, int] | None = None
    if scene.r() < 0.4:
        third = _had_told(scene, inner)
    claimed = statement(scene)
    end = claimed.end
    indices = [draft.attribute(outer, outer_cue, (_from(inner, end),), _SAYS)]
    indices.append(draft.attribute(inner, inner_cue, (Span(that, end),), _SAYS, indices[0]))
    if third:
        voice, cue, start = third
        indices.append(draft.attribute(voice, cue, (Span(start, end),), _SAYS, indices[1]))
    draft.claim((claimed,), (tuple(indices),))


def _had_told(scene: Scene, hearer: Voice) -> tuple[Voice, Span, int]:
    """Whoever told the hearer, the cue, and where the content begins."""
    draft = scene.draft
    voice = voices.anyone(scene, full=False)
    draft.add(" ")
    cue = draft.put("had told")
    start = draft.put(f" {voices.receiver(hearer)} ").end
    draft.add("that ")
    return voice, cue, start


def _from(voice: Voice, end: int) -> Span:
    assert voice.span is not None
    return Span(voice.span.start, end)


def _citing(scene: Scene) -> None:
    """ "The paper, citing a source, reported that …": both stand behind the same words."""
    draft = scene.draft
    outer = voices.reporting(scene)
    draft.add(", ")
    inner_cue = draft.put("citing")
    draft.add(" ")
    inner = voices.anyone(scene, full=False)
    draft.add(", ")
    outer_cue = draft.put("reported")
    start = draft.put(" ").end
    draft.add("that ")
    claimed = statement(scene)
    content = (Span(start, claimed.end),)
    first = draft.attribute(outer, outer_cue, content, _SAYS)
    second = draft.attribute(inner, inner_cue, content, _SAYS, first)
    draft.claim((claimed,), ((first, second),))


def _relayed(scene: Scene) -> None:
    """ "X said that Y had told him that …"."""
    draft, outer = scene.draft, _subject(scene)
    cue = draft.put("said")
    start = draft.put(" ").end
    draft.add("that ")
    inner, inner_cue, inner_start = _had_told(scene, outer)
    claimed = statement(scene)
    first = draft.attribute(outer, cue, (Span(start, claimed.end),), _SAYS)
    second = draft.attribute(inner, inner_cue, (Span(inner_start, claimed.end),), _SAYS, first)
    draft.claim((claimed,), ((first, second),))


def _two_mouths(scene: Scene) -> None:
    """ "Both X and Y said that …": one content, two chains."""
    draft = scene.draft
    draft.add("both ")
    one = voices.anyone(scene, full=False)
    draft.add(" and ")
    other = voices.reporting(scene)
    draft.add(" ")
    cue = draft.put("said")
    start = draft.put(" ").end
    draft.add("that ")
    claimed = statement(scene)
    content = (Span(start, claimed.end),)
    chains = [(draft.attribute(voice, cue, content, _SAYS),) for voice in (one, other)]
    draft.claim((claimed,), tuple(chains))


def _question(scene: Scene) -> None:
    draft = scene.draft
    span = render("who had the {adj} {thing} in {town} {done}", scene)
    draft.apart.append(Apart((Span(span.start, span.end + 1),), "question"))
    draft.forget()


_KINDS: tuple[tuple[int, Sentence], ...] = (
    (26, _own),
    (14, _said_that),
    (12, _quoted),
    (8, _said_at_the_end),
    (8, _according_to),
    (5, _pronoun),
    (4, _accused),
    (4, _confirmed),
    (4, _denied),
    (4, _quoted_as_saying),
    (3, _citing),
    (3, _paper),
    (3, _predicted),
    (3, _promised),
    (2, _believed),
    (2, _relayed),
    (2, _reported),
    (2, _two_mouths),
    (1, _question),
    (1, _well_known),
)
"""How often each is drawn."""
_BOUNDS = tuple(accumulate(weight for weight, _ in _KINDS))


def any_sentence(scene: Scene) -> None:
    """One sentence of whichever kind, with its stop."""
    parts = scene.draft.parts
    first = len(parts)
    kind = _KINDS[bisect(_BOUNDS, scene.r() * _BOUNDS[-1])][1]
    kind(scene)
    if parts[-1] == ".”":
        scene.draft.capital(first)
    else:
        scene.draft.end_sentence(first, "?" if kind is _question else ".")
