"""Sameness: whether two tellings say the same, the same with a difference, or different things.

    Telling ─features→ Features ─┬─family→ how likely they are of one claim, ground by ground
                                 └─drift→  figures · dates · places · actors · certainty · voices · wording

Vectors only propose which tellings to compare. What decides is in the words: names, figures, dates, places,
polarity, and what they have in common. Features are made once a telling, and a comparison
is then quick.
"""

from sayso.lineage.sameness.comparing import Grounds, compare, drift
from sayso.lineage.sameness.features import Features, features

__all__ = ["Features", "Grounds", "compare", "drift", "features"]
