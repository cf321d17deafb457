"""Bodies: publishers that are no media but speak for themselves. Their own word is an origin."""

from __future__ import annotations

import re

_HEADS = (
    "ministry|ministries|department|government|cabinet|parliament|senate|congress|council|commission|committee"
    "|court|tribunal|prosecutor|prosecutors|police|army|navy|force|forces|embassy|consulate|office|bureau"
    "|municipality|authority|inspectorate|university|institute|laboratory|academy|hospital|clinic|union|party"
    "|association|federation|foundation|society|organisation|organization|corporation|company|inc|ltd|plc|gmbh"
    "|bank|church|diocese|brigade|board|chamber|secretariat|observatory|statement"
)
_BODY = re.compile(rf"\b(?:{_HEADS})\b", re.IGNORECASE)
_PRESS = re.compile(
    r"\b(?:gazette|times|news|newspaper|herald|post|journal|tribune|chronicle|courier|bulletin|review|magazine"
    r"|radio|tv|television|press|weekly|daily|observer|record)\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"(?i)^(?:a |the )?(?:press )?(?:statement|communiqu[eé]|release) (?:by|of|from) ")


def body(outlet: str) -> str | None:
    """The body that publishes as this outlet, or None for a medium.

    "Ministry of the Interior" is one, and so is "Lenn Watch" in "A statement by Lenn Watch".
    """
    bare = _STATEMENT.sub("", outlet)
    if bare != outlet:
        return bare
    return outlet if _BODY.search(outlet) and not _PRESS.search(outlet) else None
