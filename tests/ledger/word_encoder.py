"""An encoder that tests can foresee: texts are near where they share words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


class WordEncoder:
    def __init__(self, method: str = "words 1", width: int = 64) -> None:
        self.method, self.width = method, width

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for n, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                rows[n] += np.random.default_rng(crc32(word.encode())).standard_normal(self.width)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=rows, where=lengths > 0)
