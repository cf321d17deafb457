"""The network at work: windows of words in, scores out, by ONNX Runtime.

A text of any length is read in windows that end where sentences do. Where none ends, windows overlap: each
word's scores come from the window in which it stands farther from an edge, and a cue's roles from the window
that its first word belongs to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.models.trained.words import CLS, SEP, Words, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Floats = NDArray[np.float32]

WINDOW, OVERLAP = 254, 64
"""Pieces in a window, less its two marks, and pieces that neighbours share where no sentence ends."""
TAGS = {"cue": 3, "any": 3, "sentence": 2, "apart": 5, "predicate": 7, "mention": 11, "commitment": 1}
"""Heads over single words in the order of the network's output, and how many labels each tells apart."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start … end` of a text, of which `first … last` are its own."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A window, the vectors of its words, and the scores of each head."""

    window: Window
    vectors: Floats
    scores: dict[str, Floats]


class Network:
    """Three graphs: the encoder with its tags, the roles of words given a cue, and the worth of sentences."""

    def __init__(
        self,
        encoder: InferenceSession,
        roles: InferenceSession,
        sentences: InferenceSession,
        threads: int = 1,
    ) -> None:
        self._encoder, self._roles, self._sentences = encoder, roles, sentences
        self._threads = threads

    def read_all(self, texts: Sequence[Words]) -> Iterator[tuple[int, Seen]]:
        """Every window of every text, in order, with the text's index; threads read some windows ahead."""
        from concurrent.futures import Future, ThreadPoolExecutor

        jobs = ((at, words, window) for at, words in enumerate(texts) for window in owned(words))
        if self._threads < 2:
            yield from ((at, self._seen(words, window)) for at, words, window in jobs)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            ahead: deque[tuple[int, Future[Seen]]] = deque()
            for at, words, window in jobs:
                ahead.append((at, pool.submit(self._seen, words, window)))
                if len(ahead) > 2 * self._threads:
                    first, seen = ahead.popleft()
                    yield first, seen.result()
            yield from ((first, seen.result()) for first, seen in ahead)

    def read(self, words: Words) -> Iterator[Seen]:
        """Every window of a text."""
        yield from (seen for _, seen in self.read_all([words]))

    def _seen(self, words: Words, window: Window) -> Seen:
        """One window by itself: the int8 graph takes its scales from all it is given at once, so a text
        read together with others would be read otherwise than alone."""
        import numpy as np

        edges = np.cumsum(list(TAGS.values()))[:-1]
        vectors, tags = self._encoder.run(None, _inputs(words, window))
        return Seen(window, vectors, dict(zip(TAGS, np.split(tags[0], edges, axis=1), strict=True)))

    def roles(self, seen: Seen, cues: list[tuple[int, int]]) -> Floats:
        """Scores of the roles of every word of the window, for each cue (a half-open range of its words)."""
        import numpy as np

        first, last = (np.array(ends, dtype=np.int64) for ends in zip(*cues, strict=True))
        asked = {"words": seen.vectors, "of": np.zeros_like(first), "first": first, "last": last - 1}
        (scores,) = self._roles.run(None, asked)
        return scores  # type: ignore[no-any-return]

    def judge(self, means: Floats) -> tuple[Floats, Floats]:
        """Of sentences, from the means of their words' vectors: scores of being worth a check, and of being
        an opinion (log odds)."""
        worth, subjective = self._sentences.run(["worth", "subjective"], {"means": means})
        return worth, subjective


def owned(words: Words) -> list[Window]:
    """The windows of a text, each with the words that are its own: shared words are halved."""
    ranges = windows(words, WINDOW, OVERLAP)
    cuts = [0, *((b + c) // 2 for (_, b), (c, _) in pairwise(ranges)), len(words.spans)]
    return [Window(a, b, cuts[i], cuts[i + 1]) for i, (a, b) in enumerate(ranges)]


def _inputs(words: Words, window: Window) -> dict[str, NDArray[np.int64]]:
    import numpy as np

    pieces = words.pieces[window.start : window.end]
    lengths = np.array([len(p) for p in pieces])
    ids = np.array([[CLS, *(piece for word in pieces for piece in word), SEP]])
    features = np.zeros_like(ids)
    features[0, 1:-1] = np.repeat(np.array(words.features[window.start : window.end]), lengths)
    return {"ids": ids, "features": features, "firsts": (np.cumsum(lengths) - lengths + 1)[None]}
