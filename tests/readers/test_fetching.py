"""Fetching, against a real server on this machine."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from reader_seeds import DATA, PROSE

from sayso import readers
from sayso.errors import SkipDocument
from sayso.readers import fetching, networks
from sayso.settings import Settings
from sayso.types import Document

SETTINGS = Settings(
    allow_private_addresses=True, fetch_timeout=3.0, fetch_max_bytes=100_000, fetch_max_redirects=3
)
PAGE = (
    '<html lang="en"><head><link rel="canonical" href="/story"></head>'
    f"<body><h1>The dam</h1><p>{PROSE}</p></body></html>"
).encode()


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the path asked for."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        name = self.path.strip("/").split("/")[0].split("?")[0]
        getattr(self, f"on_{name}", self.on_missing)()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_page(self) -> None:
        self.answer(PAGE, ETag='"1"', Last_Modified="Fri, 14 May 2021 18:05:00 GMT", Set_Cookie="secret=1")

    def on_elsewhere(self) -> None:
        self.answer(PAGE.replace(b"/story", b"https://other.example/story"))

    def on_text(self) -> None:
        self.answer(f"“{PROSE}”".encode("cp1252"), Content_Type="text/plain; charset=ISO-8859-1")

    def on_picture(self) -> None:
        self.answer(b"\x89PNG", Content_Type="image/png")

    def on_missing(self) -> None:
        self.answer(b"", 404)

    def on_locked(self) -> None:
        self.answer(b"", 403)

    def on_broken(self) -> None:
        self.answer(b"", 500)

    def on_loop(self) -> None:
        self.answer(b"", 302, Location="/loop?again")

    def on_hop(self) -> None:
        self.answer(b"", 301, Location="../page#part")

    def on_away(self) -> None:
        self.answer(b"", 302, Location="http://inside.example/secret")

    def on_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def on_large(self) -> None:
        self.answer(b"a" * 200_000)

    def on_bomb(self) -> None:
        self.answer(gzip.compress(b"a" * 5_000_000), Content_Encoding="gzip")

    def on_gzip(self) -> None:
        self.answer(gzip.compress(PAGE, mtime=0), Content_Encoding="gzip")

    def on_deflate(self) -> None:
        self.answer(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate")

    def on_compress(self) -> None:
        self.answer(b"\x00", Content_Encoding="compress")

    def on_badbrotli(self) -> None:
        self.answer(b"nonsense", Content_Encoding="br")

    def on_badgzip(self) -> None:
        self.answer(b"nonsense", Content_Encoding="gzip")

    def on_short(self) -> None:
        self.answer(b"a", Content_Length="50")

    def on_drip(self) -> None:
        self.answer(b"")
        self._drip(b"a")

    def on_slowhead(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self._drip(b"x")

    def _drip(self, byte: bytes) -> None:
        try:
            for _ in range(200):
                self.wfile.write(byte)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    seen: list[tuple[str, dict[str, str]]]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Handler) as running:
        running.seen = []
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def base(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def refusal(address: str, settings: Settings = SETTINGS) -> SkipDocument:
    (found,) = readers.documents([address], settings)
    assert isinstance(found, SkipDocument), found
    assert found.what == address
    return found


def test_a_page_is_fetched_with_its_custody(base: str) -> None:
    (document,) = readers.documents([f"{base}/page#part"], SETTINGS)
    assert isinstance(document, Document)
    assert document.address == f"{base}/story"
    assert document.text == f"The dam\n\n{PROSE}"
    assert document.custody.address == f"{base}/page"
    assert document.custody.sha256 == hashlib.sha256(PAGE).hexdigest()
    headers = dict(document.custody.headers)
    assert headers["etag"] == '"1"'
    assert headers["last-modified"] == "Fri, 14 May 2021 18:05:00 GMT"
    assert "set-cookie" not in headers


def test_the_final_address_is_kept_after_redirects(base: str) -> None:
    raw = fetching.fetch(f"{base}/hop", SETTINGS)
    assert (raw.address, raw.final_address) == (f"{base}/page", f"{base}/page")


def test_a_page_that_names_another_site_as_its_original_keeps_its_own_address(base: str) -> None:
    (document,) = readers.documents([f"{base}/elsewhere"], SETTINGS)
    assert isinstance(document, Document)
    assert document.address == f"{base}/elsewhere"
    assert document.notes == ("the page names another as its original: https://other.example/story",)


def test_a_charset_of_the_server_is_read_as_browsers_do(base: str) -> None:
    (document,) = readers.documents([f"{base}/text"], SETTINGS)
    assert isinstance(document, Document)
    assert document.text == f"“{PROSE}”"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_packed_answers_are_unpacked(base: str, packing: str) -> None:
    raw = fetching.fetch(f"{base}/{packing}", SETTINGS)
    assert raw.data == PAGE
    assert raw.original is not None and raw.original[1] < len(PAGE)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("missing", "there is no such page"),
        ("locked", "the server refuses to give it"),
        ("broken", "the server answers 500"),
        ("picture", "this is a PNG picture, not text"),
        ("loop", "more redirects than fetch_max_redirects allows (3)"),
        ("file", "it redirects to file:///etc/passwd, which is neither http nor https"),
        ("large", "larger than fetch_max_bytes allows (100,000 bytes)"),
        ("bomb", "unpacked larger than fetch_max_bytes allows (100,000 bytes)"),
        ("compress", "it comes packed as 'compress'"),
        ("badbrotli", "broken br data"),
        ("badgzip", "broken gzip data"),
        ("short", "broke off or sent nonsense"),
    ],
)
def test_each_refusal_says_which_bound_was_hit(base: str, path: str, why: str) -> None:
    assert why in refusal(f"{base}/{path}").why


@pytest.mark.parametrize("path", ["drip", "slowhead"])
def test_time_is_counted_over_all(base: str, path: str) -> None:
    """Each byte comes soon after the last: only a bound on the whole ends this."""
    start = time.monotonic()
    error = refusal(f"{base}/{path}", replace(SETTINGS, fetch_timeout=0.6))
    assert error.why == "it took longer than fetch_timeout allows (0.6 seconds)"
    assert time.monotonic() - start < 3


def test_a_name_that_is_looked_up_for_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    start = time.monotonic()
    error = refusal("http://slow.example/", replace(SETTINGS, fetch_timeout=0.3))
    assert error.why == "it took longer than fetch_timeout allows (0.3 seconds)"
    assert time.monotonic() - start < 1.5


def test_loopback_is_refused_by_default(server: _Server, base: str) -> None:
    before = len(server.seen)
    error = refusal(f"{base}/page", Settings())
    assert error.why == "refused: 127.0.0.1 is at 127.0.0.1, a loopback address"
    assert error.todo == "If that is meant, set allow_private_addresses"
    assert len(server.seen) == before


def _resolver(monkeypatch: pytest.MonkeyPatch, hosts: dict[str, str]) -> list[str]:
    """Names resolve as told, and public ones lead to the server here; what was asked is noted."""
    asked: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (hosts.get(host, host), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_redirect_to_a_private_address_is_refused(server: _Server, monkeypatch: pytest.MonkeyPatch) -> None:
    _resolver(monkeypatch, {"outside.example": "127.0.0.1", "inside.example": "192.168.0.1"})
    known = networks.refusal
    monkeypatch.setattr(networks, "refusal", lambda ip: None if ip == "127.0.0.1" else known(ip))
    settings = replace(SETTINGS, allow_private_addresses=False)
    error = refusal(f"http://outside.example:{server.server_port}/away", settings)
    assert error.why == "refused: inside.example is at 192.168.0.1, a private address"


def test_the_address_that_was_checked_is_the_one_connected_to(
    server: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address after the check (DNS rebinding) gains nothing: it is asked once."""
    asked = _resolver(monkeypatch, {"news.example": "127.0.0.1"})
    raw = fetching.fetch(f"http://news.example:{server.server_port}/page", SETTINGS)
    assert raw.data == PAGE
    assert asked.count("news.example") == 1
    assert server.seen[-1][1]["Host"] == f"news.example:{server.server_port}"


def test_proxies_of_the_environment_are_not_used(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetching.fetch(f"{base}/page", SETTINGS).data == PAGE


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://user:secret@news.example/", "it holds a user name or password"),
        ("http://", "it names no host"),
        ("http://[::1", "is no web address"),
        ("http://news.example:99999/", "is no web address"),
        ("gopher://news.example/", "it is neither http nor https"),
        ("http://2130706433/", "refused: 2130706433 is at 127.0.0.1, a loopback address"),
        ("http://0x7f.1/", "a loopback address"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data", "a link-local address"),
        ("http://no-such-host.invalid/", "no such host: no-such-host.invalid"),
    ],
)
def test_addresses_that_are_refused_before_anything_is_sent(address: str, why: str) -> None:
    (error,) = readers.documents([address], Settings())
    assert isinstance(error, SkipDocument)
    assert why in error.why


def test_nothing_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/").why == "127.0.0.1 does not answer"


@pytest.fixture(scope="module")
def secure() -> Iterator[_Server]:
    """A server whose certificate is for news.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(DATA / "news_example.pem")
    with _Server(("127.0.0.1", 0), _Handler) as running:
        running.seen = []
        running.socket = context.wrap_socket(running.socket, server_side=True)
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the test server counts as that of an authority."""
    monkeypatch.setattr(
        fetching, "_trust", lambda: ssl.create_default_context(cafile=DATA / "news_example.pem")
    )


@pytest.mark.usefixtures("trusted")
def test_tls_checks_the_name_and_not_the_number(secure: _Server, monkeypatch: pytest.MonkeyPatch) -> None:
    _resolver(monkeypatch, {"news.example": "127.0.0.1", "evil.example": "127.0.0.1"})
    port = secure.server_port
    assert fetching.fetch(f"https://news.example:{port}/page", SETTINGS).data == PAGE
    error = refusal(f"https://evil.example:{port}/page")
    assert error.why.startswith("evil.example cannot prove that it is evil.example")


def test_tls_needs_a_known_authority(secure: _Server, monkeypatch: pytest.MonkeyPatch) -> None:
    _resolver(monkeypatch, {"news.example": "127.0.0.1"})
    error = refusal(f"https://news.example:{secure.server_port}/page")
    assert "self-signed certificate" in error.why
