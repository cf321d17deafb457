"""The default: truth, reliability and dependence learned together. `docs/settling-method.md` tells how."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.settlements import Panel, Settlement

METHOD = "sayso 0.1"
PAPER = (
    "X. L. Dong, L. Berti-Equille, D. Srivastava: Integrating conflicting data: the role of source "
    "dependence. PVLDB 2(1), 2009; with the popularity of false values of X. L. Dong, B. Saha, "
    "D. Srivastava: Less is more: selecting sources wisely for integration. PVLDB 6(2), 2012"
)


def settle(panel: Panel) -> Settlement:
    """Probabilities of all options, sources' reliability, and which of them count as one."""
    from sayso.weighing.settling.learning import learn
    from sayso.weighing.settling.reasons import settlement

    return settlement(learn(panel), METHOD)
