"""Trace: who had it from whom, and from how many independent origins. A job over the whole ledger.

    documents ─fingerprint, join, verify→ shared passages ─┐
    claims ─near, facing→ compared ────────────────────────┴─group→ families ─descend→ links, origins

`trace` answers for one claim and needs nothing prepared; `trace_all` does it for a whole collection, in steps
that can be stopped and gone on with, and keeps what it finds; `origins` lists what it found.
"""

from sayso.tracing.asking import trace
from sayso.tracing.everything import Step, origins, trace_all

__all__ = ["Step", "origins", "trace", "trace_all"]
