"""Tables of events as evidence: rows that tell of the same day and place as a claim, compared by rule.

    mapping file ─mapping→ Mapping ─reading, laying→ Parquet by day ─searching→ Event ─comparing→ Check

A mapping says which columns hold date, place, actors and counts; files of any size are laid out once,
sorted by day, and asked through DuckDB, so that no table is ever held in memory as a whole.
"""

from sayso.evidence.events.comparing import compared
from sayso.evidence.events.event import Event, Together
from sayso.evidence.events.mapping import SHIPPED, Mapping
from sayso.evidence.events.table import Table

__all__ = ["SHIPPED", "Event", "Mapping", "Table", "Together", "compared"]
