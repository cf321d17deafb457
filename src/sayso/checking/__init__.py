"""Check: what stands for and against a claim, in the ledger and in what else was set up.

    claim ─search each evidence source→ passages ─judge→ evidence ─follow back→ origins ─find→ Finding

`check` is the job for a person's question; `entailing` and `matching` are doors for batches.
"""

from sayso.checking.everything import check

__all__ = ["check"]
