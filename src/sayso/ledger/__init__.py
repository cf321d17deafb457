"""Memory: readings recorded, searched, judged. The only SQL over the ledger's tables.

    Readings ─record→ tables ─┬─find, show→ views
                              ├─decide→ judgements
                              └─forget→ tombstones

`tables` has what is kept, `migrations` how it came to be so; each other module is one thing that is done.
"""

from sayso.ledger import lineage_tables as _lineage_tables  # noqa: F401 - so that all tables are known
from sayso.ledger.backup import backup
from sayso.ledger.finding import Query, is_sentence
from sayso.ledger.forgetting import Forgotten, forget
from sayso.ledger.opening import Ledger, open_ledger
from sayso.ledger.recording import Recorded, known, record
from sayso.ledger.restoring import reading
from sayso.ledger.showing import Found, ShownClaim, ShownDocument, find, find_documents, show
from sayso.ledger.status import Status, collections, status

__all__ = [
    "Forgotten",
    "Found",
    "Ledger",
    "Query",
    "Recorded",
    "ShownClaim",
    "ShownDocument",
    "Status",
    "backup",
    "collections",
    "find",
    "find_documents",
    "forget",
    "is_sentence",
    "known",
    "open_ledger",
    "reading",
    "record",
    "show",
    "status",
]
