"""Fetch a page: only from public hosts, within bounds of size, time and redirects."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import expanding, networks
from sayso.readers.custody import now
from sayso.settings import Settings

if TYPE_CHECKING:
    import ssl

    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

KEPT = (
    "date",
    "last-modified",
    "etag",
    "content-type",
    "content-length",
    "content-language",
    "content-encoding",
    "content-location",
    "expires",
    "age",
    "memento-datetime",
)
"""Headers that date and identify a page."""
_HEADERS = {
    "User-Agent": "Sayso/0.1 (reads news into claims)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, application/rss+xml, */*;q=0.5",
    # Uncompressed, so that the SHA-256 in custody is that of the page and not of one way to pack it.
    "Accept-Encoding": "identity",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 1 << 16
_LARGER = "Raise that setting, or give a saved file"
_STATUS = {
    401: ("it asks for a login", "Save the page in a browser and give the file"),
    402: ("it asks for payment", "Save the page in a browser and give the file"),
    403: ("the server refuses to give it", "Save the page in a browser and give the file"),
    404: ("there is no such page", "Look at the spelling, or try a web archive"),
    410: ("the page was taken down", "Try a web archive"),
    429: ("the server says that it was asked too often", "Try again later"),
    451: ("withheld for legal reasons", "Try a web archive"),
}


@dataclass(frozen=True, slots=True)
class _Fetch:
    """One fetch with its bounds; `deadline` is of `time.monotonic`."""

    given: str
    settings: Settings
    deadline: float

    def skip(self, why: str, todo: str) -> SkipDocument:
        return SkipDocument(self.given, why, todo)

    def remaining(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            why = f"it took longer than fetch_timeout allows ({self.settings.fetch_timeout:g} seconds)"
            raise self.skip(why, "Try again, or raise that setting")
        return left


@dataclass(frozen=True, slots=True)
class _Target:
    """Where one request goes."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        usual = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


def fetch(address: str, settings: Settings) -> Raw:
    """What is at an http(s) address, redirects followed.

    Raises:
        SkipDocument: refused, not there, or over one of the bounds; it says which.
    """
    job = _Fetch(printable(address), settings, time.monotonic() + settings.fetch_timeout)
    at = urldefrag(address).url
    for _ in range(settings.fetch_max_redirects + 1):
        target = _target(at, job)
        with _answer(target, job) as answer:
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return _raw(at, answer, job)
            at = urldefrag(urljoin(at, answer.headers["location"])).url
    why = f"more redirects than fetch_max_redirects allows ({settings.fetch_max_redirects})"
    raise job.skip(why, f"Give the final address; the last one named was {printable(at)}")


def printable(address: str) -> str:
    """The address in one line, of a length to be shown."""
    return re.sub(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]", "\ufffd", address)[:500]


def is_address(address: str) -> bool:
    """Whether its parts can be told apart: everything that looks at a host or joins a link asks for that."""
    try:
        return bool(urlsplit(address).scheme)
    except ValueError:
        return False


def stated(content_type: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type."""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return content_type.partition(";")[0].strip().lower() or None, charset[1] if charset else None


def _target(address: str, job: _Fetch) -> _Target:
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        url = parse_url(address)
    except (LocationParseError, UnicodeError):
        raise job.skip(f"{printable(address)!r} is no web address", "Look at its spelling") from None
    if url.scheme not in ("http", "https"):
        where = "it" if printable(address) == job.given else f"it redirects to {printable(address)}, which"
        raise job.skip(f"{where} is neither http nor https", "Give an http(s) address or a path")
    if url.auth:
        raise job.skip("it holds a user name or password", "Leave them out: addresses are kept and shown")
    if not url.host:
        raise job.skip("it names no host", "Look at its spelling")
    host = url.host.strip("[]")
    return _Target(url.scheme, host, url.port or (443 if url.scheme == "https" else 80), url.request_uri)


@contextlib.contextmanager
def _answer(target: _Target, job: _Fetch) -> Iterator[BaseHTTPResponse]:
    """The answer's head; its body is read by the caller, and the connection closed after that."""
    from urllib3.exceptions import HTTPError

    try:
        private = job.settings.allow_private_addresses
        place = networks.resolve(target.host, target.port, private, job.remaining())
    except networks.Refused as error:
        job.remaining()
        raise _refused(str(error), job) from None
    connection = _connection(target, place, job)
    late = threading.Timer(0, lambda: None)
    try:
        connection.connect()
        late = _closing(connection, job)
        connection.request(
            "GET",
            target.path,
            headers={"Host": target.host_header, **_HEADERS},
            preload_content=False,
            decode_content=False,
        )
        # The answer holds the socket too: one that is not read to its end must be closed by itself.
        with contextlib.closing(connection.getresponse()) as answer:
            yield answer
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        job.remaining()
        raise _failed(error, target, job) from None
    finally:
        late.cancel()
        connection.close()


def _connection(target: _Target, place: networks.Resolved, job: _Fetch) -> HTTPConnection:
    """To the very address that was checked: asking for the name again could give another (DNS rebinding)."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if target.scheme == "http":
        return HTTPConnection(place.ip, target.port, timeout=job.remaining())
    return HTTPSConnection(
        place.ip,
        target.port,
        timeout=job.remaining(),
        ssl_context=_trust(),
        server_hostname=target.host,  # what the certificate must be for, not the number connected to
    )


def _trust() -> ssl.SSLContext:
    """The system's certificate authorities, with those of certifi where the system has none."""
    import ssl

    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _closing(connection: HTTPConnection, job: _Fetch) -> threading.Timer:
    """Shuts the connection down when time is up: a socket's own timeout starts anew with each byte."""
    import socket

    def shut() -> None:
        with contextlib.suppress(OSError, AttributeError):  # closed already
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(job.remaining(), shut)
    timer.daemon = True
    timer.start()
    return timer


def _raw(address: str, answer: BaseHTTPResponse, job: _Fetch) -> Raw:
    if answer.status != 200:
        usual = f"the server answers {answer.status}", "Try again later, or give a saved file"
        raise job.skip(*_STATUS.get(answer.status, usual))
    content_type = answer.headers.get("content-type", "")
    media_type, charset = stated(content_type)
    received = _body(answer, job)
    data = _unpacked(received, answer.headers.get("content-encoding", ""), job)
    import hashlib

    return Raw(
        address=printable(address),
        data=data,
        retrieved=now(),
        final_address=printable(address),
        media_type=media_type,
        charset=charset,
        headers=tuple((k.lower(), v) for k, v in answer.headers.items() if k.lower() in KEPT),
        original=(hashlib.sha256(received).hexdigest(), len(received)),
    )


def _body(answer: BaseHTTPResponse, job: _Fetch) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > job.settings.fetch_max_bytes:
            why = f"larger than fetch_max_bytes allows ({job.settings.fetch_max_bytes:,} bytes)"
            raise job.skip(why, _LARGER)
        pieces.append(piece)
        job.remaining()
    job.remaining()
    return b"".join(pieces)


def _unpacked(data: bytes, packing: str, job: _Fetch) -> bytes:
    """What a server packed although it was asked not to."""
    try:
        grown = expanding.decoded(data, packing, job.settings.fetch_max_bytes)
    except LookupError:
        why = f"it comes packed as {packing.strip().lower()!r}"
        raise job.skip(why, "Save the page in a browser and give the file") from None
    except expanding.Broken as error:
        raise job.skip(f"broken {packing} data ({error})", "Try again later") from None
    if len(grown) > job.settings.fetch_max_bytes:
        why = f"unpacked larger than fetch_max_bytes allows ({job.settings.fetch_max_bytes:,} bytes)"
        raise job.skip(why, _LARGER)
    return grown


def _refused(why: str, job: _Fetch) -> SkipDocument:
    if why.startswith("no such host"):
        return job.skip(why, "Look at its spelling, and at your connection")
    return job.skip(f"refused: {why}", "If that is meant, set allow_private_addresses")


def _failed(error: Exception, target: _Target, job: _Fetch) -> SkipDocument:
    import ssl

    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, SSLError

    cause = error.args[0] if isinstance(error, SSLError) and error.args else error
    if isinstance(cause, (ssl.SSLError, ssl.CertificateError)):
        said = getattr(cause, "verify_message", "") or cause
        why = f"{target.host} cannot prove that it is {target.host} ({said})"
        return job.skip(why, "Do not trust what it sends; save the page in a browser if you must")
    if isinstance(error, (ConnectTimeoutError, NewConnectionError)):
        return job.skip(f"{target.host} does not answer", "Look at the address, or try again later")
    said = re.sub(r"\s+", " ", str(error))[:200] or type(error).__name__
    return job.skip(f"{target.host} broke off or sent nonsense ({said})", "Try again later")
