"""Stories of how news is copied, with known truth: who had it from whom, and from how many origins.

    events → planning (pieces, mutations, facts) → writing (draft) → stories → knowing → truth → scoring

`newsgathering(seed)` makes one story. It imports nothing from what it is there to judge. What happens to
texts when they are copied is in `mutations`; the kinds in `RESERVED` are never to be tuned on.
"""

from copying.mutations import RESERVED, TUNED
from copying.stories import newsgathering
from copying.truth import Made, Parent, Story, TrueFamily, TrueOrigin

__all__ = ["RESERVED", "TUNED", "Made", "Parent", "Story", "TrueFamily", "TrueOrigin", "newsgathering"]
