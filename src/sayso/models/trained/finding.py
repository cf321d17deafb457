"""Finding: who says what, and what the light heads see, as ranges of words of one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sayso.models.trained import trust
from sayso.models.trained.decoding import best_paths, runs, shares, together
from sayso.models.trained.network import Network, Seen
from sayso.models.trained.quoting import settle, touches, unclaimed, united
from sayso.models.trained.words import SEP, Words, begins

if TYPE_CHECKING:
    from sayso.models.trained.decoding import Floats

Range = tuple[int, int]
"""Half-open, in words."""
_CONTENT = 1
"""The second of the two roles; the first is the source."""
_FAINT, _NEAR, _OWN = 0.25, 0.8, 0.15
"""How likely a word must be a content's where no path has one; what share of the likeliest its neighbours
must reach; and what it counts to lie in the cue's own sentence."""
_LOOKS_ALIKE = -3.0
"""Log odds from which a word that is written as if it began a sentence is taken to."""
_TOGETHER = 256
"""Cues that are decoded in step; more would only cost memory."""
_LIGHT = {"begins": "sentence", "apart": "apart", "predicates": "predicate", "mentions": "mention"}
"""Lists of `Findings`, and the heads they come from."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Numbers chosen on the tune part, kept beside the weights."""

    moves: tuple[tuple[float, ...], ...]
    """How likely one role follows another (the chain's learnt scores)."""
    trust: Mapping[str, float]
    """Weights of the facts that say how likely an attribution is right."""
    threshold: float = 0.35
    """Attributions that are likelier are kept."""
    inner: float = 0.35
    """The same for those inside contents."""
    quoted: float = 0.1
    """The same for the likeliest of those whose content is a quotation that nobody else speaks."""
    cue: float = -0.8
    """Log odds from which a word is taken for one of a cue."""
    seed: float = -2.5
    """Log odds of words outside contents that are asked for their roles where no likelier ones are near."""
    source: float = 0.4
    """How likely a word must be the source's to be taken for that."""
    faint: float = 0.15
    """The same where no word is that likely."""
    worth: tuple[float, float] = (1.0, 0.0)
    """Slope and base that make a probability of a sentence's score of being worth a check."""
    subjective: tuple[float, float] = (1.0, 0.0)
    """The same for its score of being an opinion."""
    content: float = 0.1
    """Added for each word of a content: above 0, contents are longer."""
    opening: float = 0.0
    """Added where a content begins: above 0, there are more of them."""


@dataclass(frozen=True, slots=True)
class Found:
    cue: Range
    source: list[Range]
    content: list[Range]
    outer: bool
    """Whether it was found as one that lies in no other."""
    facts: Mapping[str, float] = field(default_factory=dict)
    """What says how likely it is right."""
    sure: float = 1.0
    """How likely it is right, in [0, 1]."""


@dataclass(slots=True)
class Findings:
    """Of one text; the lists of labels have one for each word."""

    attributions: list[Found] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    """1 where a sentence, or a line, begins."""
    apart: list[int] = field(default_factory=list)
    predicates: list[int] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    commitments: list[float] = field(default_factory=list)
    """How far each word, were it an event, is held for a fact: -3 to 3."""
    worth: list[float] = field(default_factory=list)
    """Of each sentence, in the order of `begins`: how likely it states a fact worth a check."""
    subjective: list[float] = field(default_factory=list)
    """Of each sentence: how likely it is an opinion."""

    @classmethod
    def blank(cls, words: int) -> Findings:
        begins, apart, predicates, mentions = ([0] * words for _ in range(4))
        return cls([], begins, apart, predicates, mentions, [0.0] * words)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A cue whose roles have been scored: which text's, from which word on."""

    text: int
    start: int
    cue: Range
    outer: bool
    sure: float
    """Log odds of its being a cue."""
    sentence: Range
    """That the cue begins in, in words of the window."""
    scores: Floats


def find(network: Network, texts: list[Words], tuning: Tuning) -> list[Findings]:
    """What the network finds in each text."""
    out = [Findings.blank(len(words.spans)) for words in texts]
    asked: list[_Asked] = []
    sums = [_Sums() for _ in texts]
    for at, seen in network.read_all(texts):
        _note(seen, texts[at], out[at])
        sums[at].add(seen, out[at].begins)
        asked += _ask(network, seen, at, tuning)
        if len(asked) >= _TOGETHER:
            _answer(asked, out, tuning)
            asked = []
    for own, findings in zip(sums, out, strict=True):
        _judge(network, own, findings, tuning)
    _answer(asked, out, tuning)
    for findings, words in zip(out, texts, strict=True):
        judged = _judged(findings.attributions, words, tuning)
        findings.attributions = settle(_settled(judged), words)
    return out


def _judged(found: list[Found], words: Words, tuning: Tuning) -> list[Found]:
    """Those that are likely enough, and the likeliest for each quotation that has none."""
    beside = trust.rivals([f.facts["odds"] for f in found], [f.content for f in found])
    every = []
    for f, (rival, surer) in zip(found, beside, strict=True):
        facts = {**f.facts, "rival": float(rival), "surer rival": float(surer)}
        every.append(replace(f, facts=facts, sure=trust.probability(facts, tuning.trust)))
    kept = [f for f in every if f.sure >= (tuning.threshold if f.outer else tuning.inner)]
    doubtful = [f for f in every if f.outer and f.source and tuning.quoted <= f.sure < tuning.threshold]
    return [*kept, *unclaimed(kept, doubtful, words)]


def _note(seen: Seen, words: Words, out: Findings) -> None:
    """What the light heads see of the words that are the window's own."""
    w = seen.window
    own = slice(w.first - w.start, w.last - w.start)
    for name, head in _LIGHT.items():
        getattr(out, name)[w.first : w.last] = seen.scores[head][own].argmax(1).tolist()
    out.commitments[w.first : w.last] = seen.scores["commitment"][own, 0].tolist()
    odds = seen.scores["sentence"][own, 1] - seen.scores["sentence"][own, 0]
    for i, likely in enumerate(odds.tolist(), w.first):
        if i == 0 or words.pieces[i - 1] == (SEP,) or (likely > _LOOKS_ALIKE and begins(words, i)):
            out.begins[i] = 1


class _Sums:
    """The sums of the vectors of each sentence's words; a sentence may go on in the next window."""

    def __init__(self) -> None:
        self.sums: list[Floats] = []
        self.counts: list[int] = []

    def add(self, seen: Seen, begins: list[int]) -> None:
        import numpy as np

        w = seen.window
        starts = [i for i in range(w.first, w.last) if begins[i] or i == w.first]
        if not starts:
            return
        own = seen.vectors[0, w.first - w.start : w.last - w.start]
        parts = np.add.reduceat(own, [i - w.first for i in starts], axis=0)
        for i, end, part in zip(starts, [*starts[1:], w.last], parts, strict=True):
            if begins[i] or not self.sums:
                self.sums.append(part)
                self.counts.append(end - i)
            else:
                self.sums[-1] = self.sums[-1] + part
                self.counts[-1] += end - i


def _judge(network: Network, sums: _Sums, out: Findings, tuning: Tuning) -> None:
    import numpy as np

    if not sums.sums:
        return
    means = np.stack(sums.sums) / np.array(sums.counts, dtype=np.float32)[:, None]
    worth, subjective = network.judge(means)
    out.worth = _chances(worth, tuning.worth)
    out.subjective = _chances(subjective, tuning.subjective)


def _chances(scores: Floats, line: tuple[float, float]) -> list[float]:
    import numpy as np

    slope, base = line
    return (1 / (1 + np.exp(-(slope * scores + base)))).tolist()  # type: ignore[no-any-return]


def _ask(network: Network, seen: Seen, text: int, tuning: Tuning) -> list[_Asked]:
    """The cues that begin among the window's own words, with the scores of their roles."""
    cues = _cues(seen, "cue", tuning.cue, tuning.seed)
    every = [(c, True) for c in cues]
    every += [(c, False) for c in _cues(seen, "any", tuning.cue, tuning.cue) if not touches(c, cues)]
    if not every:
        return []
    scores = network.roles(seen, [c for c, _ in every])
    starts = seen.scores["sentence"].argmax(1).nonzero()[0].tolist()
    return [
        _Asked(text, seen.window.start, cue, outer, _odds(seen, cue, outer=outer), _around(cue, starts, s), s)
        for (cue, outer), s in zip(every, scores, strict=True)
    ]


def _around(cue: Range, starts: list[int], scores: Floats) -> Range:
    """The sentence that a cue begins in."""
    after = bisect_right(starts, cue[0])
    return (starts[after - 1] if after else 0, starts[after] if after < len(starts) else len(scores))


def _odds(seen: Seen, cue: Range, *, outer: bool) -> float:
    """Of the surest word of a cue."""
    return float(_word_odds(seen, "cue" if outer else "any")[slice(*cue)].max())


def _word_odds(seen: Seen, head: str) -> Floats:
    """How much likelier each word is of a cue than not (log odds)."""
    scores = seen.scores[head]
    return scores[:, 1:].max(1) - scores[:, 0]  # type: ignore[no-any-return]


def _cues(seen: Seen, head: str, least: float, seed: float) -> list[Range]:
    """The likely cues, and apart from them unlikely ones, whose roles may tell that they are cues."""
    w, odds = seen.window, _word_odds(seen, head)
    begins = seen.scores[head][:, 1:].argmax(1) + 1
    likely = [(a, b) for a, b, _ in runs((begins * (odds > least)).tolist())]
    faint = [(a, b) for a, b, _ in runs((begins * (odds > seed)).tolist())]
    every = sorted([*likely, *(c for c in faint if not touches(c, likely))])
    return [(a, b) for a, b in every if w.first <= w.start + a < w.last]


def _answer(asked: list[_Asked], out: list[Findings], tuning: Tuning) -> None:
    import numpy as np

    if not asked:
        return
    moves = np.array(tuning.moves, dtype=np.float32)
    side, lengths = together([a.scores for a in asked])
    likely = shares(side, lengths, moves)
    side[:, :, 3:] += tuning.content
    moves[0, 3] += tuning.opening
    for a, path, share in zip(asked, best_paths(side, lengths, moves), likely, strict=True):
        found = _found(a, path, share, tuning)
        if found.content:
            out[a.text].attributions.append(found)


def _found(asked: _Asked, path: list[int], share: Floats, tuning: Tuning) -> Found:
    """The roles of one cue, as words of the text. A voice is one: of two sources the surer counts."""
    start = asked.start
    voice, said = share[:, 1] + share[:, 2], share[:, 3] + share[:, 4]
    enough = tuning.source if float(voice.max()) > tuning.source else tuning.faint
    sources = runs(((voice > enough) & (voice >= said)) * 2)
    best = sorted(sources, key=lambda r: -float(voice[r[0] : r[1]].max()))[:1]
    source = [(a, b) for a, b, _ in best]
    content = [(a, b) for a, b, role in runs(path) if role == _CONTENT]
    content = content or _likeliest(said, asked.sentence)
    known = trust.facts(asked.sure, asked.cue, share, source, content)
    moved = [[(start + a, start + b) for a, b in ranges] for ranges in ([asked.cue], source, content)]
    return Found(moved[0][0], moved[1], moved[2], asked.outer, known)


def _likeliest(said: Floats, sentence: Range) -> list[Range]:
    """The likeliest content where the likeliest path has none: it may stand before or after, and each is
    half as likely. That of the cue's own sentence goes before others that are a little likelier."""
    most = float(said.max())
    if most < _FAINT:
        return []
    found = runs(((said >= max(_FAINT, _NEAR * most)) * 2).tolist())
    ranged = [
        (float(said[a:b].mean()) + _OWN * (a < sentence[1] and b > sentence[0]), (a, b)) for a, b, _ in found
    ]
    return [max(ranged)[1]]


def _settled(found: list[Found]) -> list[Found]:
    """In order of their cues, no cue twice, and the inner ones only where they lie in another's content."""
    outer = united(r for f in found if f.outer for r in f.content)
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.cue, not f.outer)):
        if kept and f.cue[0] < kept[-1].cue[1]:
            continue
        if f.outer or touches(f.cue, outer):
            kept.append(f)
    return kept
