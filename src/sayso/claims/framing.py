"""Framing: how a content opens before it comes to its matter, as in "I think" or "had he known"."""

from __future__ import annotations

import re

from sayso.types import Stance

_FLAGS = re.IGNORECASE | re.VERBOSE
_OPENING = r"^[\W_]* (?:(?:well|and|but|so|look|yes|yeah|no|listen|frankly|honestly|now)\b [\s,]+)*"
_SELF = rf"""{_OPENING} (?:I|we|he|she|they) (?:['’](?:m|re|ve|d|ll|s))?
    (?:\s+ (?:\w+ly|do|does|did|am|are|is|was|were|have|had|has|always|would|will|can|could
    |must|also|still|just))* \s+"""
_IT_IS = r"(?:it|that) (?:['’]s|\s+is|\s+was)"
_THERE_IS = r"there (?:['’]s|\s+is|\s+are|\s+was|\s+were)"
_PATTERNS: tuple[tuple[Stance, str], ...] = (
    (
        "denied",
        rf"""{_OPENING} (?:
        {_IT_IS} (?:n['’]t|\s+not|\s+never) \s+ (?:\w+ly\s+|at\ all\s+)? (?:true|so|the\ case|correct)
        | {_IT_IS} \s+ (?:\w+ly\s+|just\s+)? (?:false|untrue|a\ lie|nonsense|a\ myth)
        | {_THERE_IS} \s+ no \s+ truth | no \s+ truth )\b .{{0,40}}? \bthat\b""",
    ),
    (
        "hedged",
        rf"""{_SELF} (?:think|thinks|thought|believe[sd]?|hope[sd]?|suppose[sd]?|guess|guessed|feel|feels|felt
        |suspect(?:s|ed)?|fear(?:s|ed)?|assume[sd]?|reckon(?:s|ed)?|imagine[sd]?|doubt(?:s|ed)?|worry|worries
        |worried|afraid|not\ sure|(?:do|does|did)(?:n['’]t|\ not)\ (?:think|believe|know|remember|recall)
        )\b (?:\s+that\b)?""",
    ),
    (
        "hedged",
        rf"""{_OPENING} (?:in\ some\ ways\s+)? it (?:\s+(?:does|did|still|really|now))* \s+
        (?:look|seem|appear|sound|feel|felt)(?:s|ed)? (?:\s+to\ (?:me|us))?
        \s+ (?:like|as\ if|as\ though|that)\b""",
    ),
    (
        "hedged",
        rf"""{_OPENING} (?:(?:we|I)\s+assess(?:\s+that)?\s+)? (?:
        {_IT_IS} \s+ (?:\w+\s+)? (?:possible|likely|conceivable)
        | {_IT_IS} \s+ (?:safe|fair|reasonable) \s+ to \s+ (?:assume|say|suppose)
        | {_THERE_IS} \s+ (?:\w+\s+){{0,3}}
          (?:concern|speculation|suspicion|fear|possibility|chance|likelihood)s?
        )\b (?:\s+that\b)?""",
    ),
    (
        "asserted",
        rf"""{_SELF} (?:sure|certain|convinced|confident|know|knows|knew|said|say|says)\b
        (?:\s+that\b)?""",
    ),
)
_FRAMES = tuple((held, re.compile(pattern, _FLAGS)) for held, pattern in _PATTERNS)
_CONDITION = re.compile(rf"{_OPENING} (?:if|unless)\b", _FLAGS)
_INVERTED = re.compile(
    rf"""{_OPENING} (?:should\s+(?:he|she|it|they|we|you|the|an?)\b | were\s+(?:\w+\s+){{1,3}}to\b
    | without\b | provided\b) | \bin\ the\ event\ (?:of|that)\b""",
    _FLAGS,
)
_DONE = r"(?:been|gone|done|made|had|kept|held|come|left|told|found|heard|met|won|lost|sent|shut|\w+ed|\w+n)"
_NOT_FOR = r"""(?:but\ for | if\ not\ for | were\ it\ not\ for | had\ it\ not\ been\ for
    | if\ it\ (?:were|was|had)(?:n['’]t|\ not)(?:\ been)?\ for)\b"""
_UNREAL = re.compile(
    rf"""{_OPENING} (?: had\s+ (?!(?:enough|better|no)\b) [\w’'\ -]{{2,60}}? \b{_DONE}\b
    | if\ [^,;.?!]{{0,80}}? \b(?: had(?:n['’]t|\ not|\ only)?\ {_DONE}\b | were\b(?!\ to\b) ))
    | \b{_NOT_FOR}""",
    _FLAGS,
)
_SUBORDINATE = re.compile(
    rf"""{_OPENING} (?:if|unless|when|whenever|while|although|though|because|since|once|until|as|after
    |before)\b""",
    _FLAGS,
)
_SENTENCE_END = re.compile(r"[.!?](?=[\s\"'“”’]|$)")
_TAG = re.compile(r"(?i),\s+\w+(?:n['’]t)? (?:I|you|he|she|it|we|they)\?$")


def opening(words: str) -> tuple[Stance, int]:
    """What the voice says of its own commitment before the matter, and where the matter begins."""
    for held, pattern in _FRAMES:
        if found := pattern.match(words):
            return held, found.end()
    return "asserted", 0


def asks(words: str) -> bool:
    """Whether the first sentence is a question, and not a statement with a tag ("isn't it?")."""
    first = _SENTENCE_END.search(words)
    return first is not None and first[0] == "?" and not _TAG.search(words[: first.end()])


def is_unreal(words: str) -> bool:
    """Whether a condition contrary to fact opens the words, or "but for" stands in them."""
    return _UNREAL.search(words) is not None


def is_conditional(words: str, *, modal: bool) -> bool:
    """Whether the words open with a condition; one without an "if" needs a modal verb beside it."""
    return bool(_CONDITION.match(words) or (modal and _INVERTED.search(words)))


def is_subordinate(words: str) -> bool:
    """Whether the words open with a clause that another one has to follow: "when I am elected, …"."""
    return bool(_SUBORDINATE.match(words) or _INVERTED.match(words) or _UNREAL.match(words))
