"""Google's Fact Check Tools API: `claims:search`.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sayso.errors import SaysoError
from sayso.evidence.sources.factchecks.reviews import Review, reviews

if TYPE_CHECKING:
    import ssl

    from urllib3 import BaseHTTPResponse

    from sayso.settings import Settings

ADDRESS = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
_NAME = "Google's Fact Check Tools API"
_LONGEST = 300
"""Characters of a question: it finds nothing for more."""
_PIECE = 1 << 16
_STATUS = {
    400: ("it refuses the question, or the key", "Look at factcheck_key"),
    401: ("it refuses the key", "Look at factcheck_key"),
    403: (
        "it refuses the key, or the key is not for this API",
        "Look at factcheck_key, and enable the API for it",
    ),
    429: ("it was asked too often", "Try again later"),
}


@dataclass(frozen=True, slots=True)
class Google:
    """Ready to be asked. One host is asked and no redirect followed, so that no answer can lead elsewhere."""

    settings: Settings

    def search(self, text: str, most: int) -> list[Review]:
        """Reviews of claims like the text, best first.

        Raises:
            SaysoError: it does not answer, or refuses; the key is not in the message.
        """
        found = [review for review in reviews(self._answer(text, most)) if review]
        return found[:most]

    def _answer(self, text: str, most: int) -> Any:  # noqa: ANN401 - whatever the JSON holds
        import urllib3

        asked = urlencode({"query": _short(text), "pageSize": most})
        deadline = time.monotonic() + self.settings.fetch_timeout
        try:
            with urllib3.PoolManager(retries=False, ssl_context=_trust()) as pool:
                # The key goes in a header: addresses end up in logs and in messages.
                answer = pool.request(
                    "GET",
                    f"{ADDRESS}?{asked}",
                    headers={"X-Goog-Api-Key": self.settings.factcheck_key, "Accept": "application/json"},
                    timeout=self.settings.fetch_timeout,
                    redirect=False,
                    preload_content=False,
                )
                data = self._body(answer, deadline)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise self._failed(type(error).__name__, "Look at your connection, or try again later") from None
        if answer.status != 200:
            usual = (f"it answers {answer.status}", "Try again later")
            raise self._failed(*_STATUS.get(answer.status, usual))
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise self._failed("its answer is no JSON", "Try again later") from None

    def _body(self, answer: BaseHTTPResponse, deadline: float) -> bytes:
        """All of it, within the bounds that hold for pages too."""
        pieces, size = list[bytes](), 0
        for piece in answer.stream(_PIECE):
            size += len(piece)
            if size > self.settings.fetch_max_bytes or time.monotonic() > deadline:
                answer.close()
                why = "its answer is larger or slower than fetch_max_bytes and fetch_timeout allow"
                raise self._failed(why, "Raise those settings, or try again later")
            pieces.append(piece)
        return b"".join(pieces)

    def _failed(self, why: str, todo: str) -> SaysoError:
        return SaysoError(_NAME, why, todo)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0]


def _trust() -> ssl.SSLContext:
    """The system's certificate authorities, with those of certifi where the system has none."""
    import ssl

    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context
