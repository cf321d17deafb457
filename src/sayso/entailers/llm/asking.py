"""Ask a server that speaks the OpenAI chat form: within bounds of time and size, and patient when it is busy.

The key is sent to that server alone: no redirect is followed, and what is shown of answers is without it.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sayso.entailers.llm.prompt import Message
from sayso.errors import StopRun

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_TRIES = 4
_FIRST_WAIT = 1.0
"""Seconds before the second try; each further wait is twice as long."""
_LONGEST_WAIT = 60.0
"""Seconds: a server that wants more, as at the end of a day's quota, is not waited for."""
_MOST_ANSWER = 1 << 20
"""Bytes."""
_SHOWN = 120
_PIECE = 1 << 16
_SET = "Set llm_url to its address, such as http://localhost:11434/v1; docs/llm.md tells how"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    text: str
    wait: str
    """What Retry-After says."""


class Server:
    """One address, and the key for it; may be asked from several threads."""

    def __init__(self, url: str, key: str, timeout: float) -> None:
        """Raises: StopRun: the address or the key is of no use."""
        import urllib3

        self._key, self._timeout = key.strip(), timeout
        self._address = _endpoint(url)
        parts = urlsplit(self._address)
        self._shown = parts._replace(query="").geturl()
        self._secrets = [secret for secret in (self._key, parts.query) if secret]
        if not (self._key.isascii() and self._key.isprintable()):
            raise StopRun(
                "llm_key", "it holds characters that no key has", "Copy it anew; it is not shown here"
            )
        self._pool = urllib3.PoolManager(ssl_context=_trust(), maxsize=8, retries=False)

    def chat(self, model: str, messages: Sequence[Message], place: str) -> str:
        """What the model answers; `place` tells in an error what was asked.

        Raises:
            StopRun: it cannot be reached, refuses, is too slow or too busy, or sends no chat.
        """
        body = json.dumps({"model": model, "messages": messages, "temperature": 0, "stream": False}).encode()
        for attempt in range(_TRIES):
            answer = self._post(body)
            if answer.status == 200:
                return self._content(answer.text, place)
            if not (answer.status == 429 or answer.status >= 500):
                break
            if attempt + 1 < _TRIES:
                time.sleep(self._wait(answer, attempt))
        raise self._refused(answer)

    def printable(self, text: str) -> str:
        """The beginning of what it sent, on one line, without the key."""
        return re.sub(r"\s+", " ", self._keyless(text).strip())[:_SHOWN]

    def _keyless(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[key]")
        return text

    def _post(self, body: bytes) -> _Answer:
        from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        end = time.monotonic() + self._timeout
        try:
            answer = self._pool.request(
                "POST",
                self._address,
                body=body,
                headers=headers,
                timeout=self._timeout,
                redirect=False,
                preload_content=False,
            )
            try:
                return self._read(answer, end)
            finally:
                answer.close()
        except (HTTPError, OSError, ValueError) as error:
            # A refused connection is a TimeoutError to urllib3.
            if isinstance(error, TimeoutError) and not isinstance(error, NewConnectionError):
                raise self._late() from None
            why = f"cannot be reached ({self.printable(str(error))})"
            raise self._stop(why, "Look whether the server runs, and at llm_url") from None

    def _read(self, answer: BaseHTTPResponse, end: float) -> _Answer:
        pieces, size = [], 0
        while piece := answer.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > _MOST_ANSWER:
                raise self._stop(f"answers with more than {_MOST_ANSWER:,} bytes", "Look at llm_url")
            if time.monotonic() > end:
                raise self._late()
        text = b"".join(pieces).decode("utf-8", "replace")
        return _Answer(answer.status, text, answer.headers.get("retry-after", ""))

    def _wait(self, answer: _Answer, attempt: int) -> float:
        """Seconds to wait: what the server says, or twice as long each time, not all at the same moment."""
        asked = _seconds(answer.wait)
        if asked is None:
            return _FIRST_WAIT * float(2**attempt) * random.uniform(0.75, 1.25)  # noqa: S311 - nothing secret
        if asked > _LONGEST_WAIT:
            why = f"answers {answer.status} and wants to be asked again in {asked:,.0f} seconds"
            raise self._stop(why, "Try again then, or set llm_url to another server")
        return asked

    def _content(self, text: str, place: str) -> str:
        try:
            content = json.loads(text)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            why = f"answers {place} with {self.printable(text)!r}, which is no chat in the OpenAI form"
            raise self._stop(why, _SET)
        return content

    def _refused(self, answer: _Answer) -> StopRun:
        said = self.printable(_message(answer.text))
        why = f"answers {answer.status}: {said!r}"
        if answer.status in (401, 403):
            return self._stop(why, "Set llm_key (SAYSO_LLM_KEY) to a key that it takes")
        if 300 <= answer.status < 400:
            return self._stop(
                f"answers {answer.status}, a redirect", "Set llm_url to the address it leads to"
            )
        if answer.status == 429 or answer.status >= 500:
            return self._stop(f"{why}, {_TRIES} times", "Try again later")
        return self._stop(why, "Look at llm_url and llm_model")

    def _late(self) -> StopRun:
        why = f"did not answer within fetch_timeout ({self._timeout:g} seconds)"
        return self._stop(why, "Raise that setting, or take a smaller model")

    def _stop(self, why: str, todo: str) -> StopRun:
        return StopRun(self._shown, self._keyless(why), todo)


def _endpoint(url: str) -> str:
    """Where chats are asked for: the address itself, or below it."""
    url = url.strip()
    if not url:
        raise StopRun("entailer 'llm'", "no LLM is set up", _SET)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise StopRun("llm_url", "it is no http(s) address", _SET)
    if "@" in parts.netloc:
        raise StopRun(
            "llm_url", "it holds a user name or password", "Leave them out; a key goes into llm_key"
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path = f"{path or '/v1'}/chat/completions"
    return parts._replace(path=path, fragment="").geturl()


def _seconds(retry_after: str) -> float | None:
    """Of a Retry-After, which is a number of seconds or a date."""
    text = retry_after.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", text):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _message(text: str) -> str:
    """The words of an error in the OpenAI form, or all there is."""
    try:
        made: Any = json.loads(text)
    except (ValueError, RecursionError):
        return text
    error = made.get("error", made) if isinstance(made, dict) else made
    said = error.get("message") if isinstance(error, dict) else error
    return said if isinstance(said, str) else text


def _trust() -> Any:  # noqa: ANN401 - ssl is imported late
    """The system's certificate authorities, with those of certifi where the system has none."""
    import ssl

    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context
