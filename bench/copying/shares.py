"""Shares by measure and kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Share:
    right: float = 0.0
    of: float = 0.0

    def add(self, right: float, of: float = 1.0) -> None:
        self.right += right
        self.of += of

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Scores:
    """Shares by measure, and by measure and kind; `states` counts pairs of true and found state."""

    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    kinds: dict[str, dict[str, Share]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Share))
    )
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    """What went wrong, on what, and how: for whoever wants to see examples."""

    def share(self, name: str) -> float | None:
        return self.shares[name].value if name in self.shares else None

    def f1(self, name: str) -> float | None:
        found, right = self.share(f"{name}: recall"), self.share(f"{name}: precision")
        return 2 * found * right / (found + right) if found and right else found and 0.0

    def note(self, measure: str, kinds: Iterable[str], right: float) -> None:
        self.shares[measure].add(right)
        for kind in kinds:
            self.kinds[measure][kind].add(right)
