"""An agency's report as two papers printed it, for the verbs that follow claims back."""

from __future__ import annotations

from contextlib import closing

import stories
from sayso import ledger as ledgers
from sayso import plugins
from sayso.settings import Settings
from sayso.types import Attribution, Figure, Reading, Span

REPORT = (
    "At least 11 people were killed when a footbridge fell into the river Lenn during a lantern festival on "
    "Saturday, Governor Marta Quell said.\n\nThe bridge gave way while a procession was crossing it, and "
    "rescuers searched the water with lamps until the morning."
)
CLAIM = "At least 11 people were killed when a footbridge fell into the river Lenn"


def readings() -> list[Reading]:
    """The agency's own, a copy that credits it, a copy of which nothing says when it came out."""
    return [
        _reading("ona.txt", "ONA", "2025-06-08", REPORT),
        _reading("gazette.txt", "The Gazette", "2025-06-09", f"HALLIN (ONA) - {REPORT}"),
        _reading("mail.txt", "Aldry Mail", None, REPORT),
    ]


def recorded(ledger: str) -> list[Reading]:
    """The same, put into the ledger as `sayso add` does, with the vectors of their claims."""
    settings, told = Settings(), readings()
    encoder = plugins.load("encoder", settings.encoder).load(settings)
    with closing(ledgers.open_ledger(ledger)) as held:
        ledgers.record(held, told, collection="main", encoder=encoder)
    return told


def _reading(address: str, publisher: str, published: str | None, text: str) -> Reading:
    document = stories.document(text, address, publisher=publisher, published=published, language="en")
    at = stories.At(text)
    voice = Attribution(at.all("Governor Marta Quell"), at.all("said"), at.all(CLAIM), "person")
    content = at.all(CLAIM)
    start = content[0].start
    figure = Figure(Span(start, start + 18), 11.0, None, unit="people", of="killed")
    return Reading(
        document, "rules 0.1", (voice,), (stories.claim(document, content, (0,), figures=(figure,)),)
    )
