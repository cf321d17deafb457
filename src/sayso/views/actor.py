"""Actors: those who speak most, one of them with all its names, and what is only suggested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.types import Json
from sayso.views import found, graded, judged
from sayso.views.inert import on_one_line
from sayso.views.record import Record
from sayso.views.words import KIND_WORDS

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.actors import Suggestion
    from sayso.ledger import Found, Query
    from sayso.ledger.actors import Actor, Called, Speaker
    from sayso.ledger.grades import Grade
    from sayso.views.terminal import Terminal

_UNGRADED: Mapping[str, Grade] = {}
_RELATIONS = {"same": "may be the same as", "part_of": "may be part of", "speaks_for": "may speak for"}


@dataclass(frozen=True, slots=True)
class Sayings:
    """Claims that are an actor's, or about it."""

    asked: Query
    said: Sequence[Found]
    denied: Sequence[Found]
    said_of: Sequence[Found]
    """By others."""


def lines(
    actor: Actor, sayings: Sayings, terminal: Terminal, grade: Grade | None = None
) -> Iterator[RenderableType]:
    """`grade`: how reliable people hold it to be."""
    yield terminal.rule("━", _plain(actor.name))
    yield terminal.say(_counts(actor))
    if grade is not None:
        yield terminal.say(("graded ", "bright_black"), graded.line(grade))
    if actor.doubt:
        yield terminal.say((on_one_line(actor.doubt), "yellow"))
    yield terminal.rule("─", "Its names, and why they are one")
    for called in actor.names:
        yield terminal.say(*_called(called), margin="  · ", columns=4)
    if actor.suggestions:
        yield from _suggested(actor.suggestions, terminal)
    if actor.judgements:
        yield terminal.rule("─", "Judgements")
        yield from judged.lines(actor.judgements, terminal, 2)
    for title, claims in (
        ("What it said", sayings.said),
        ("What it denied", sayings.denied),
        ("What others said with its name in it", sayings.said_of),
    ):
        if claims:
            most = f", the first {len(claims)}" if len(claims) == sayings.asked.limit else ""
            yield terminal.rule("─", f"{title}{most}")
            yield from found.claims(claims, sayings.asked, terminal)


def record(ledger: str, actor: Actor, sayings: Sayings, grade: Grade | None = None) -> Record:
    names: list[Json] = [
        {"text": c.text, "kind": c.kind, "attributions": c.attributions, "why": c.why} for c in actor.names
    ]
    words = sayings.asked.words
    return {
        "ledger": ledger,
        "name": actor.name,
        "names": names,
        "doubt": actor.doubt,
        "attributions": actor.attributions,
        "accused": actor.accused,
        "published": actor.published,
        "grade": graded.grade_record(grade),
        "suggestions": [suggestion_record(s) for s in actor.suggestions],
        "judgements": [judged.record(j) for j in actor.judgements],
        "said": [found.record(f, "") for f in sayings.said],
        "denied": [found.record(f, "") for f in sayings.denied],
        "said_of": [found.record(f, words) for f in sayings.said_of],
    }


def speakers(
    listed: Sequence[Speaker], terminal: Terminal, grades: Mapping[str, Grade] = _UNGRADED
) -> Iterator[RenderableType]:
    """Those who speak most, a line each, with the grade of those that have one."""
    for one in listed:
        grade = f", graded {grades[one.name].letter}" if one.name in grades else ""
        words = f" ({KIND_WORDS[one.kind]}), in {_many(one.documents, 'document')}{grade}"
        yield terminal.say((_plain(one.name), "bold"), words, margin=f"{one.attributions:>6}  ", columns=8)
    closing = "sayso actors NAME shows what one said." if listed else "Nobody speaks in this collection."
    yield terminal.say((closing, "bright_black"))


def speakers_record(
    ledger: str, listed: Sequence[Speaker], grades: Mapping[str, Grade] = _UNGRADED
) -> Record:
    made: list[Json] = [
        {
            "name": s.name,
            "kind": s.kind,
            "attributions": s.attributions,
            "documents": s.documents,
            "grade": grades[s.name].letter if s.name in grades else None,
        }
        for s in listed
    ]
    return {"ledger": ledger, "speakers": made}


def suggestions(found: Sequence[Suggestion], terminal: Terminal) -> Iterator[RenderableType]:
    """What nobody decided on, the surest first."""
    if not found:
        yield terminal.say("No suggestion waits.")
        return
    yield from _suggested(found, terminal)


def suggestions_record(ledger: str, found: Sequence[Suggestion]) -> Record:
    return {"ledger": ledger, "suggestions": [suggestion_record(s) for s in found]}


def suggestion_record(s: Suggestion) -> Record:
    return {"a": s.a, "b": s.b, "relation": s.relation, "score": s.score, "why": s.why}


def _suggested(found: Sequence[Suggestion], terminal: Terminal) -> Iterator[RenderableType]:
    yield terminal.rule("─", "Suggested, and for people to decide")
    for s in found:
        words = f"{_bare(s.a)} {_RELATIONS[s.relation]} {_bare(s.b)}: {on_one_line(s.why)} "
        yield terminal.say(words, (f"{s.score:.2f}", "bright_black"), margin="  · ", columns=4)
    decide = 'sayso decide NAME same|different OTHER --why "..." settles one.'
    yield terminal.say((decide, "bright_black"), columns=4)


def _counts(actor: Actor) -> str:
    parts = [f"a source {_many(actor.attributions, 'time')}"]
    parts += [f"accused {_many(actor.accused, 'time')}"] if actor.accused else []
    parts += [f"publisher of {_many(actor.published, 'document')}"] if actor.published else []
    return ", ".join(parts)


def _called(called: Called) -> Iterator[str | tuple[str, str]]:
    yield (_plain(called.text), "bold")
    yield f" ({KIND_WORDS[called.kind]}), {_many(called.attributions, 'time')}"
    yield (f": {on_one_line(called.why)}", "bright_black")


def _plain(name: str) -> str:
    """Inert, without the comma that closes what is said beside a name."""
    return on_one_line(name).rstrip(" ,;")


def _bare(actor: str) -> str:
    """The name without the kind before it, in quotation marks: "person:ann lee" is “ann lee”."""
    return f"“{on_one_line(actor.partition(':')[2] or actor)}”"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s'[: count != 1]}"
