"""Google's Fact Check Tools API, played by a server of our own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from sayso.errors import SaysoError
from sayso.evidence.sources import factchecks
from sayso.evidence.sources.factchecks import google
from sayso.findings import Asked, Passage, Stated
from sayso.settings import Settings

KEY = "sesame-0123456789"
ANSWER = {
    "claims": [
        {
            "text": "Fifty bridges fell in Osterlund",
            "claimant": "Ida Marsh",
            "claimDate": "2024-03-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Plumbline", "site": "plumbline.example"},
                    "url": "https://plumbline.example/checks/bridges",
                    "title": "No, fifty bridges did not fall",
                    "reviewDate": "2024-03-05T09:30:00Z",
                    "textualRating": "False",
                    "languageCode": "en",
                },
                {"publisher": {"site": "tally.example"}, "textualRating": "Seven feathers"},
            ],
        },
        {"text": "Nobody reviewed this"},
    ],
    "nextPageToken": "CAo",
}


class Played(BaseHTTPRequestHandler):
    """Answers what `answer` holds, and keeps what it was asked."""

    answer: ClassVar[tuple[int, dict[str, str], bytes]]
    asked: ClassVar[list[tuple[str, Any]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Played]]:
    Played.answer, Played.asked = (200, {}, json.dumps(ANSWER).encode()), []
    with HTTPServer(("127.0.0.1", 0), Played) as served:
        monkeypatch.setattr(
            google, "ADDRESS", f"http://127.0.0.1:{served.server_port}/v1alpha1/claims:search"
        )
        thread = threading.Thread(target=served.serve_forever, args=(0.01,))
        thread.start()
        yield Played
        served.shutdown()
        thread.join()


class Shelved:
    def near(self, asked: Asked, most: int) -> list[Passage]:
        return []

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        return Passage("", "", quote, context, Stated(quote))


def _search(text: str = "fifty bridges", **settings: Any) -> list[Passage]:
    opened = factchecks.open(Settings(factcheck_key=KEY, **settings), Shelved())
    assert opened
    return list(opened.search(Asked(Stated(text)), 7))


def test_answers_become_passages(server: type[Played]) -> None:
    first, second = _search()
    assert (first.quote, first.outlet) == ("Fifty bridges fell in Osterlund", "Plumbline")
    assert (first.address, first.published) == ("https://plumbline.example/checks/bridges", "2024-03-05")
    assert first.rating
    assert second.rating
    assert (first.rating.rated, second.rating.rated) == ("refuted", "other")
    assert (second.outlet, second.rating.original) == ("tally.example", "Seven feathers")


def test_the_key_goes_in_a_header_and_the_question_is_cut(server: type[Played]) -> None:
    _search("bridge & tunnel " * 100)
    ((path, headers),) = server.asked
    assert headers["X-Goog-Api-Key"] == KEY
    assert KEY not in path
    query = parse_qs(urlsplit(path).query)
    assert query["pageSize"] == ["7"]
    assert query["query"][0].startswith("bridge & tunnel bridge")
    assert len(query["query"][0]) <= 300


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            (400, {}, f"API key {KEY} not valid".encode()),
            "refuses the question, or the key. Look at factcheck_key",
        ),
        ((403, {}, b""), "enable the API"),
        ((429, {}, b""), "asked too often. Try again later"),
        ((503, {}, b""), "it answers 503"),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), "it answers 302"),
        ((200, {}, b"<html>"), "its answer is no JSON"),
        ((200, {}, b"[" * 200_000), "its answer is no JSON"),
        ((200, {}, b"x" * 300_000), "larger or slower than fetch_max_bytes"),
    ],
)
def test_what_goes_wrong_is_said_without_the_key(
    server: type[Played], answer: tuple[int, dict[str, str], bytes], said: str
) -> None:
    server.answer = answer
    with pytest.raises(SaysoError) as error:
        _search(fetch_max_bytes=250_000)
    assert said in str(error.value)
    assert KEY not in str(error.value)
    assert len(server.asked) == 1


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google, "ADDRESS", "http://127.0.0.1:1/claims:search")
    with pytest.raises(
        SaysoError, match=r"Google's Fact Check Tools API: .*Look at your connection"
    ) as error:
        _search()
    assert KEY not in str(error.value)


@pytest.mark.parametrize(
    "body", [{}, [], {"claims": [{"text": "x", "claimReview": [None, 3]}]}, {"claims": None}]
)
def test_answers_without_reviews_are_no_passages(server: type[Played], body: object) -> None:
    server.answer = (200, {}, json.dumps(body).encode())
    assert _search() == []
