"""Which outlet of the ledger a citation means, and which documents it may lead to."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sayso.lineage.citation import Outlets, candidates, canonical, match, media, outlet_of, outside
from sayso.lineage.links import Citation, Publication
from sayso.types import Span

HERALD = "The Ostermoor Herald"


def paper(
    id: str,
    outlet: str | None = None,
    address: str = "a.txt",
    published: str | None = None,
    revises: str | None = None,
) -> Publication:
    return Publication(
        id, f"{id}/{address}" if "://" not in address else address, outlet, published, None, revises
    )


def cite(name: str | None, address: str | None = None) -> Citation:
    return Citation(Span(0, 1), name, "link" if address else "report", None, address)


LEDGER = Outlets(
    [
        paper("h1", HERALD, published="2025-06-09"),
        paper("h2", HERALD, published="2025-06-11"),
        paper("h3", "Ostermoor Herald", published="2025-06-14"),
        paper("h4", "ostermoor herald"),
        paper("m1", None, "https://www.portaldrymail.example/footbridge/?utm_source=x", "2025-06-08"),
        paper("m2", "Port Aldry Mail", "https://portaldrymail.example/tide", "2025-06-10"),
        paper("r1", "Reuters", "https://www.reuters.com/a", "2025-06-08T10:00:00Z"),
        paper("s1", None, "https://sarroviatoday.example/live", "2025-06-09"),
        paper("o1", "ONA", published="2025-06-08"),
        paper("n1", "Sarrovian News Agency"),
        paper("x1", None),
    ]
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("The Ostermoor Herald", HERALD),
        ("Ostermoor Herald’s", HERALD),
        ("OSTERMOOR HERALD", HERALD),
        ("Herald", HERALD),
        ("the Herald", HERALD),
        ("Port Aldry Mail", "Port Aldry Mail"),
        ("portaldrymail.example", "Port Aldry Mail"),
        ("Thomson Reuters", "Reuters"),
        ("Reuters news agency", "Reuters"),
        ("Reuters TV", "Reuters"),
        ("ONA", "ONA"),
        ("SNA", "Sarrovian News Agency"),
        ("Sarrovia Today", "sarroviatoday.example"),
    ],
)
def test_names_of_one_outlet_are_one(name: str, shown: str) -> None:
    key = match(cite(name), LEDGER)
    assert key is not None
    assert LEDGER.shown[key] == shown


@pytest.mark.parametrize("name", ["Kestrel Herald", "Times", "Sarrovian", "", "  ", "AFP", "H"])
def test_names_of_no_outlet_match_nothing_and_say_so(name: str) -> None:
    found = LEDGER.find(cite(name))
    assert found.key is None
    assert "no document in the ledger" in found.why


def test_a_short_name_of_two_outlets_matches_none_and_names_them() -> None:
    two = Outlets([paper("1", HERALD), paper("2", "Kestrel Herald")])
    found = two.find(cite("the Herald"))
    assert found.key is None
    assert HERALD in found.why
    assert "Kestrel Herald" in found.why
    assert two.find(cite("Kestrel Herald")).key == "kestrel herald"


def test_a_citation_without_a_name_matches_nothing() -> None:
    assert LEDGER.find(cite(None)).why == "it names no outlet"
    assert candidates(cite(None), paper("c", published="2026"), LEDGER) == []


def test_one_outlet_has_one_key_and_its_name_is_shown_rather_than_its_host() -> None:
    assert LEDGER.of(paper("q", None, "https://portaldrymail.example/q")) == (
        "port aldry mail",
        "Port Aldry Mail",
    )
    assert outlet_of(paper("q", None, "https://portaldrymail.example/q")) == (
        "portaldrymail.example",
        "portaldrymail.example",
    )
    assert outlet_of(paper("q", "portaldrymail.example"), LEDGER) == ("port aldry mail", "Port Aldry Mail")
    assert outlet_of(paper("q")) is None
    assert (
        len({outlet_of(paper("q", name)) for name in ("AP", "Associated Press", "The Associated Press")}) == 1
    )
    assert outlet_of(paper("q", None, "https://edition.cnn.com/x")) == ("cnn", "CNN")
    assert "sarroviatoday.example" not in LEDGER.names
    assert {HERALD, "ONA"} & LEDGER.names == {HERALD, "ONA"}


def test_what_is_shown_does_not_hang_on_the_order() -> None:
    names = [HERALD, "Ostermoor Herald", "OSTERMOOR HERALD"]
    shown = [Outlets(paper(n, n) for n in order).shown for order in (names, names[::-1])]
    assert shown[0] == shown[1]


def test_outside_the_ledger_names_of_one_outlet_are_one_too() -> None:
    assert (
        outside(cite("AP"))
        == outside(cite("the Associated Press"))
        == ("associated press", "Associated Press")
    )
    assert outside(cite(None, "https://www.bbc.co.uk/news/1")) == ("bbc", "BBC")
    assert outside(cite(None, "https://blog.example/1")) == ("blog.example", "blog.example")
    assert outside(cite("Times")) == ("times", "Times")
    assert outside(cite(None)) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://portaldrymail.example/footbridge",
        "https://portaldrymail.example/footbridge/?utm_campaign=9#top",
        "HTTPS://WWW.PortAldryMail.example/footbridge?fbclid=1",
    ],
)
def test_a_link_leads_to_the_document_at_its_address(address: str) -> None:
    assert candidates(cite(None, address), paper("c", published="2025-06-20"), LEDGER) == ["m1"]
    assert match(cite(None, address), LEDGER) == "port aldry mail"


def test_a_link_to_a_page_that_is_not_there_leads_nowhere_and_one_to_the_front_page_to_all() -> None:
    child = paper("c", published="2025-06-20")
    assert candidates(cite(None, "https://portaldrymail.example/other"), child, LEDGER) == []
    assert candidates(cite(None, "https://portaldrymail.example/"), child, LEDGER) == ["m2", "m1"]
    for bad in ("https://", "https://[", "mailto:a@b.example", "x", "http://\x00"):
        assert candidates(cite(None, bad), child, LEDGER) == []


def test_canonical_leaves_what_is_no_address() -> None:
    assert canonical("folder/a.txt") == "folder/a.txt"
    assert canonical("https://[") == "https://["
    assert canonical("https://a.example/x?b=2&a=1") == canonical("http://www.a.example/x/?a=1&b=2&utm_id=4")


def test_candidates_came_out_no_later_and_the_latest_goes_first() -> None:
    herald = cite("Herald")
    assert candidates(herald, paper("c", "Ostmerska Vest", published="2025-06-12"), LEDGER) == [
        "h2",
        "h1",
        "h4",
    ]
    assert candidates(herald, paper("c", published="2025-06"), LEDGER) == ["h3", "h2", "h1", "h4"]
    assert candidates(herald, paper("c"), LEDGER) == ["h3", "h2", "h1", "h4"]
    assert candidates(herald, paper("c", published="XXXX-06-12"), LEDGER) == ["h3", "h2", "h1", "h4"]
    assert candidates(herald, paper("c", published="2024-01-01"), LEDGER) == ["h4"]


def test_on_one_day_the_hour_decides_where_both_state_it() -> None:
    reuters = cite("Reuters")
    assert candidates(reuters, paper("c", published="2025-06-08T11:30:00+02:00"), LEDGER) == []
    assert candidates(reuters, paper("c", published="2025-06-08T12:30:00+02:00"), LEDGER) == ["r1"]
    assert candidates(reuters, paper("c", published="2025-06-08"), LEDGER) == ["r1"]
    assert candidates(reuters, paper("c", published="2025-06-08T09:00:00"), LEDGER) == ["r1"]


def test_no_document_is_had_from_itself_or_its_versions() -> None:
    own = [
        paper("1", HERALD, "https://h.example/a", "2025-06-01"),
        paper("2", HERALD, "https://h.example/a", "2025-06-02", revises="1"),
        paper("3", HERALD, "https://h.example/b", "2025-06-02"),
    ]
    assert candidates(cite(HERALD), own[1], own) == ["3"]


def test_the_list_of_media_is_sound() -> None:
    listed = media.listed()
    assert len({medium.name for medium in listed}) == len(listed) > 400
    assert {medium.kind for medium in listed} <= set(media.MediumKind.__args__)
    for medium in listed:
        assert all("." in domain and domain == domain.strip().lower() for domain in medium.domains), medium
        assert all(media.fold(name) for name in (medium.name, *medium.names, *medium.shared)), medium
    # Names that only say where an agency is are not its own: "Kuwait said" is no citation.
    assert not media.bearers("Kuwait")
    assert not media.bearers("Jordan")
    assert media.certain("AFP") is media.certain("Agence France-Presse")
    assert media.certain("the Times") is None
    assert media.by_host("edition.cnn.com") is media.certain("CNN")
    assert media.by_host("") is None


def test_the_list_has_every_outlet_that_actors_are_matched_with() -> None:
    """A stage does not import another, so there are two lists; this holds them together."""
    actors = files("sayso.actors").joinpath("outlets.tsv").read_text("utf-8").splitlines()
    names = {line.split("\t")[0] for line in actors if line and not line.startswith("#")}
    assert names - {medium.name for medium in media.listed()} == set()
