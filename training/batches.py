"""Batches: windows of texts, and compositions that lay one attribution inside another."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from sayso.models.trained.words import CLS, SEP
from texts import IGNORED, Judgement, Marked, Text

HEADS = ("cue", "any", "sentence", "apart", "predicate", "mention")
_CLAUSES = 60
"""Longest content, in words, that a composition replaces, or sentence that it puts there."""


@dataclass(slots=True)
class Window:
    """A stretch of a text that the network reads at once."""

    pieces: list[tuple[int, ...]]
    features: list[int]
    labels: dict[str, list[int]]
    attributions: list[Marked]
    key: int | None
    """Stands for the window where it comes anew each epoch, so that what does not change is kept."""
    judged: Judgement = field(default_factory=Judgement)

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces)) + 2


@dataclass(slots=True)
class Batch:
    ids: Tensor
    features: Tensor
    firsts: Tensor
    labels: dict[str, Tensor]
    of: Tensor
    first: Tensor
    last: Tensor
    roles: Tensor
    lengths: Tensor
    """Words of each window."""
    keys: list[int | None]
    worth: Tensor
    subjective: Tensor
    """Of each window as a whole."""
    commitments: Tensor
    """Window, word, scale and value in four columns."""


def cut(text: Text, size: int, keys: Iterator[int]) -> Iterator[Window]:
    """A text in windows that end where a sentence does, if they can."""
    starts = {first for first, _ in text.sentences}
    begin, count = 0, len(text.words)
    while begin < count:
        end, pieces, good = begin, 0, begin
        while end < count and pieces + len(text.pieces[end]) <= size - 2:
            pieces += len(text.pieces[end])
            end += 1
            good = end if end in starts else good
        end = good if end < count and good > begin else end
        yield window(text, begin, end, next(keys))
        begin = end


def window(text: Text, begin: int, end: int, key: int | None) -> Window:
    def inside(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        kept = ((max(a, begin) - begin, min(b, end) - begin) for a, b in ranges)
        return [(a, b) for a, b in kept if a < b]

    marked = [
        Marked((a.cue[0] - begin, a.cue[1] - begin), inside(a.source), inside(a.content))
        for a in (*text.attributions, *text.nested)
        if begin <= a.cue[0] and a.cue[1] < end and inside(a.content)
    ]
    labels = {
        name: text.labels[name][begin:end] if name in text.labels else [IGNORED] * (end - begin)
        for name in HEADS
    }
    return Window(text.pieces[begin:end], text.features[begin:end], labels, marked, key)


def around(text: Text, most: int = 90) -> Iterator[Window]:
    """The sentences that an attribution stands in, one window for each attribution."""
    ends = [i + 1 for i, w in enumerate(text.words) if w[0] in ".?!\n"]
    for a in text.attributions:
        parts = [(a.cue[0], a.cue[1] + 1), *a.source, *a.content]
        first, last = min(p[0] for p in parts), max(p[1] for p in parts)
        begin = max((e for e in ends if e <= first), default=0)
        end = min((e for e in ends if e >= last), default=len(text.words))
        if end - begin <= most:
            yield window(text, begin, end, None)


def brief(text: Text, rng: random.Random) -> Window:
    """One to three sentences by themselves: short texts are read too."""
    at = rng.randrange(len(text.sentences))
    begin, end = text.sentences[at][0], text.sentences[min(at + rng.randrange(3), len(text.sentences) - 1)][1]
    return window(text, begin, end, None)


def alone(text: Text, judged: Judgement | None = None) -> Window:
    """A text that holds one sentence, of which only its own attributions, or what it is judged, are known."""
    labels = {name: text.labels.get(name, [IGNORED] * len(text.words)) for name in HEADS}
    return Window(text.pieces, text.features, labels, text.attributions, None, judged or Judgement())


def unshaped(w: Window) -> Window:
    """The window as if all of it were written in lower case."""
    capitals = [f - 8 * (f // 8) if f // 8 in (1, 2) else f for f in w.features]
    return replace(w, features=capitals)


@dataclass(slots=True)
class Composer:
    """Puts a reported sentence where another attribution's content stood: what it says, and who says that."""

    outer: list[tuple[Text, Marked, tuple[int, int]]]
    inner: list[tuple[Text, Marked, tuple[int, int]]]

    @classmethod
    def of(cls, texts: list[Text]) -> Composer:
        outer, inner = [], []
        for text in texts:
            for first, last in text.sentences:
                within = [a for a in text.attributions if first <= a.cue[0] < last]
                if len(within) != 1 or last - first > _CLAUSES or not _plain(text, first, last):
                    continue
                a = within[0]
                parts = [*a.source, *a.content]
                if len(a.content) != 1 or len(a.source) > 1 or any(x < first or y > last for x, y in parts):
                    continue
                ahead = all(y <= a.content[0][0] for _, y in a.source)
                if ahead and text.words[a.content[0][0]] == "that" and a.content[0][0] == a.cue[1] + 1:
                    outer.append((text, a, (first, last)))
                if a.source and a.source[0][0] == first:
                    inner.append((text, a, (first, last)))
        return cls(outer, inner)

    def make(self, rng: random.Random) -> Window:
        """A sentence with a voice inside a voice, sometimes with a third."""
        return self._sentence(rng, deeper=rng.random() < 0.2)

    def _sentence(self, rng: random.Random, *, deeper: bool) -> Window:
        text, a, (first, last) = rng.choice(self.outer)
        if deeper:
            put = self._sentence(rng, deeper=False)
        else:
            source, _, (start, end) = rng.choice(self.inner)
            end -= source.words[end - 1] in (".", ",", ";")
            put = window(source, start, end, None)
        hole, close = a.content[0][0] + 1, a.content[0][1]
        if put.features and 8 <= put.features[0] < 16 and not put.labels["mention"][0]:
            put.features[0] -= 8  # no capital in the middle of a sentence, unless it begins a name
        before, after = window(text, first, hole, None), window(text, close, last, None)
        shift, moved = hole - first, len(put.pieces)
        rest = shift + moved
        cue = (a.cue[0] - first, a.cue[1] - first)
        source_ = [(x - first, y - first) for x, y in a.source]
        marked = [Marked(cue, source_, [(shift - 1, rest)])]
        marked += [_shifted(b, shift) for b in put.attributions]
        labels = {name: [IGNORED] * (rest + len(after.pieces)) for name in HEADS}
        flat, every = [0] * (rest + len(after.pieces)), [0] * (rest + len(after.pieces))
        for x, y in marked[-1].content:
            every[x:y] = [IGNORED] * (y - x)
        for i, m in enumerate(marked):
            x, y = m.cue
            every[x : y + 1] = [1] + [2] * (y - x)
            if i == 0:
                flat[x : y + 1] = every[x : y + 1]
        labels |= {"cue": flat, "any": every}
        pieces = [*before.pieces, *put.pieces, *after.pieces]
        features = [*before.features, *put.features, *after.features]
        return Window(pieces, features, labels, marked, None)


def _shifted(a: Marked, by: int) -> Marked:
    move = lambda ranges: [(x + by, y + by) for x, y in ranges]  # noqa: E731
    return Marked((a.cue[0] + by, a.cue[1] + by), move(a.source), move(a.content))


def _plain(text: Text, first: int, last: int) -> bool:
    return not any(w[0] in "“”\"'‘\n:" for w in text.words[first:last])


def group(windows: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like size together, so that little is padding; the groups in random order."""
    windows = sorted(windows, key=lambda w: w.size + rng.random() * 16)
    out: list[list[Window]] = [[]]
    for w in windows:
        if out[-1] and (len(out[-1]) + 1) * max(w.size, *(x.size for x in out[-1])) > budget:
            out.append([])
        out[-1].append(w)
    rng.shuffle(out)
    return out


def collate(windows: list[Window], rng: random.Random | None = None) -> Batch:
    width, most = max(w.size for w in windows), max(len(w.pieces) for w in windows)
    ids, features = (torch.zeros(len(windows), width, dtype=torch.long) for _ in range(2))
    firsts = torch.zeros(len(windows), most, dtype=torch.long)
    labels = {name: torch.full((len(windows), most), IGNORED) for name in HEADS}
    of, first, last, roles = [], [], [], []
    for i, w in enumerate(windows):
        flat = [CLS, *(p for word in w.pieces for p in word), SEP]
        ids[i, : len(flat)] = torch.tensor(flat)
        at = 1
        for j, word in enumerate(w.pieces):
            firsts[i, j] = at
            features[i, at : at + len(word)] = w.features[j]
            at += len(word)
        for name in HEADS:
            labels[name][i, : len(w.pieces)] = torch.tensor(w.labels[name])
        for a in w.attributions:
            x, y = a.cue
            if rng is not None and y > x and rng.random() < 0.2:  # predicted cues have other edges
                x, y = rng.choice([(x, x), (y, y), (x, y - 1), (x + 1, y)])
            of.append(i)
            first.append(x)
            last.append(y)
            roles.append(_roles(a, most))
    made = torch.tensor(roles, dtype=torch.long).view(-1, most)
    lengths = torch.tensor([len(w.pieces) for w in windows])
    where = (torch.tensor(t, dtype=torch.long) for t in (of, first, last))
    whole = (
        torch.tensor(t) for t in ([w.judged.worth for w in windows], [w.judged.subjective for w in windows])
    )
    events = [(i, *event) for i, w in enumerate(windows) for event in w.judged.commitments]
    commitments = torch.tensor(events, dtype=torch.float32).view(-1, 4)
    keys = [w.key for w in windows]
    return Batch(ids, features, firsts, labels, *where, made, lengths, keys, *whole, commitments)


def _roles(a: Marked, width: int) -> list[int]:
    out = [0] * width
    for begins, ranges in ((3, a.content), (1, a.source)):
        for x, y in ranges:
            out[x:y] = [begins] + [begins + 1] * (y - x - 1)
    return out
