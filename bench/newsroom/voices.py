"""Who speaks: people by name or pronoun, bodies, states, papers, and those who are not named."""

from __future__ import annotations

from collections.abc import Callable

from newsroom.chance import pick, rank
from newsroom.draft import Voice
from newsroom.names import STATES, Person, any_body, state
from newsroom.outlets import OUTLETS, outlet
from newsroom.slots import Scene
from newsroom.vocabulary import words
from sayso.types import Kind, Resolution, Span


def anyone(scene: Scene, full: bool = True) -> Voice:
    """Someone, named in full where it is the first time and `full` allows an apposition."""
    scene.last = None
    return _VOICES[int(scene.r() * len(_VOICES))](scene, full)


def reporting(scene: Scene) -> Voice:
    """An outlet whose report is told of."""
    name = outlet(rank(scene.r, OUTLETS, 10)).voice
    return Voice(scene.draft.put(name), "organisation", name)


def receiver(voice: Voice) -> str:
    """How one refers to a voice that was told something."""
    return {"unnamed_group": "them", "unnamed_person": "him", "person": "them"}.get(voice.kind, "it")


def pronoun(scene: Scene) -> Voice:
    """The last person named, as a pronoun; one is named where nobody was."""
    if scene.last is None:
        return _person(scene, True)
    span = scene.draft.put(scene.last_pronoun)
    resolved = Resolution(scene.last.span, scene.last.name, scene.last.why)
    return Voice(span, "person", resolved.name, resolved)


def _person(scene: Scene, full: bool) -> Voice:
    who = pick(scene.r, scene.event.people)
    draft = scene.draft
    if who.name in scene.met:
        span = draft.put(who.last)
    elif full:
        span = _introduced(scene, who)
    else:
        start = draft.put(who.title).start
        draft.add(" ")
        scene.met[who.name] = name = draft.put(who.name)
        span = Span(start, name.end)
    scene.last = Resolution(scene.met[who.name], who.name, "the last person named")
    scene.last_pronoun = who.pronoun
    return Voice(span, "person", who.name)


def _introduced(scene: Scene, who: Person) -> Span:
    """By name and work; a comma closes the apposition where the sentence goes on."""
    draft = scene.draft
    name = draft.put(who.name)
    scene.met[who.name] = name
    draft.add(", ")
    return Span(name.start, draft.put(who.description).end)


def _body(scene: Scene, full: bool) -> Voice:
    name = scene.event.body if scene.r() < 0.5 else any_body(scene.r)
    return Voice(scene.draft.put(name), "organisation", name)


def _police(scene: Scene, full: bool) -> Voice:
    name = f"police in {scene.event.place}"
    return Voice(scene.draft.put(name), "organisation", name)


def _state(scene: Scene, full: bool) -> Voice:
    name = scene.event.state if scene.r() < 0.5 else state(int(scene.r() * STATES))
    return Voice(scene.draft.put(f"the government of {name}"), "state", f"the government of {name}")


def _unnamed(kind: Kind, names: str) -> Callable[[Scene, bool], Voice]:
    def voice(scene: Scene, full: bool) -> Voice:
        name = pick(scene.r, words(names))
        return Voice(scene.draft.put(name), kind, name)

    return voice


def paper(scene: Scene) -> Voice:
    """A document that is cited."""
    name = pick(scene.r, words("papers_of")).format(body=any_body(scene.r))
    return Voice(scene.draft.put(name), "document", name)


_VOICES = (
    *[_person] * 9,
    *[_body] * 4,
    _police,
    *[_state] * 2,
    *[_unnamed("unnamed_person", "unnamed_one")] * 3,
    *[_unnamed("unnamed_group", "unnamed_many")] * 2,
)
