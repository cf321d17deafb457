"""What objects ask for: "AA 1544 gate" and "AA 1544 arrival" are two aspects; a source may be good at one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.settlements import Panel

_ENDING = re.compile(r".*[\W_]([^\W\d_]+\d*)")
_MOST = 16
_FEWEST = 30
"""Objects that an aspect has."""


def aspects(panel: Panel) -> NDArray[np.int64]:
    """Of each object the number of its aspect: by the word that its name ends in, where a few words end most
    names; else by what its values are measured in. All zeros where there is but one."""
    endings = [found[1] if (found := _ENDING.fullmatch(name)) else "" for name in panel.objects]
    usual = {ending for ending, count in Counter(endings).items() if count >= _FEWEST and ending}
    covered = sum(ending in usual for ending in endings)
    if 1 < len(usual) <= _MOST and covered >= 0.9 * len(endings):
        number = {ending: at for at, ending in enumerate(sorted(usual), 1)}
        return np.array([number.get(ending, 0) for ending in endings], np.int64)
    counts = np.bincount(panel.measures)
    if (counts >= _FEWEST).sum() < 2:
        return np.zeros(len(panel.objects), np.int64)
    return np.where(counts[panel.measures] >= _FEWEST, panel.measures, -1).astype(np.int64) + 1
