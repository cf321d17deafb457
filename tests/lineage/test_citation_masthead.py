"""The line at the head of a text that names its outlet, and the date beside it."""

from __future__ import annotations

import pytest

from sayso.lineage.citation import date_in, outlet_in
from sayso.types import Custody, Document

BODY = "The dam above Karm holds, the river board said on Monday. It was built in 1931."


def document(
    head: str, address: str = "notes/1.txt", authors: tuple[str, ...] = (), kind: str = "text/plain"
) -> Document:
    custody = Custody("0" * 64, 1, address, "2026-01-01T00:00:00Z", kind, "text")
    return Document(address=address, text=f"{head}\n\n{BODY}", custody=custody, authors=authors)


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Dam holds\n\nThe Karm Gazette\n9 June 2025\nBy Edda Crane", "The Karm Gazette"),
        ("Dam holds\n\nThe Karm Gazette\n9 June 2025", "The Karm Gazette"),
        ("DAM HOLDS\n\nKARM CHRONICLE\nMonday, 9 June 2025\nFrom our correspondents", "Karm Chronicle"),
        ("Karm Daily News\nJune 9, 2025\nDam holds", "Karm Daily News"),
        ("Dam holds\n\nRadio Karm, Midday Report\n9 June 2025", "Radio Karm"),
        ("Dam holds\n\nVesna, English service\n9 June 2025", "Vesna"),
        ("Dam holds\n\nWeir and Water\n9 June 2025\nBy Edda Crane", "Weir and Water"),
        ("We are well\n\nA statement by Lenn Watch\n12 June 2025", "Lenn Watch"),
        ("First report\n\nCommission on the Dam\nOstermoor, 20 June 2025", "Commission on the Dam"),
        ("Dam holds\n\nReuters\n2025-06-09", "Reuters"),
        ("Dam holds\n\nRadio Karm\n9 June 2025, 8.15", "Radio Karm"),
    ],
)
def test_a_line_above_the_date_names_the_outlet(head: str, outlet: str) -> None:
    assert outlet_in(document(head)) == outlet


@pytest.mark.parametrize(
    "head",
    [
        "Dam holds",
        "Dam holds\n9 June 2025",
        "Dam holds\n\nEdda Crane\n9 June 2025",
        "Dam holds\n\nBy Edda Crane\n9 June 2025",
        "Dam holds\n\nThe river board says that nothing is wrong.\n9 June 2025",
        "Dam holds\n\nwhat we know so far\n9 June 2025",
        "Dam holds\n\nThe Karm Gazette",
        "Edda Crane\n9 June 2025\nDam holds",
        "The mill burned down in a night that nobody in the town of Karm will forget soon\n9 June 2025",
        "1931 and All That\n9 June 2025",
        "A\nB\nC\nD\nE\nF\nG\nThe Karm Gazette\n9 June 2025",
        "",
    ],
)
def test_other_lines_do_not(head: str) -> None:
    assert outlet_in(document(head)) is None


def test_the_address_may_bear_a_name_out() -> None:
    head = "Dam holds\n\nOstmerska Vest\n9 June 2025"
    assert outlet_in(document(head)) is None
    assert outlet_in(document(head, "in/ostmerska-vest-2025-06-09.txt")) == "Ostmerska Vest"


def test_an_agencys_own_copy_is_told_from_a_copy_of_it() -> None:
    text = f"KARM, 8 June 2025 (ONA) - {BODY}"
    assert outlet_in(document(text, "ona-2025-06-08.txt")) == "ONA"
    assert outlet_in(document(text, "clippings/17.txt")) is None
    assert outlet_in(document(text, "https://paper.example/ona/1")) is None


def test_a_mail_is_its_senders() -> None:
    sender = ("Press Office, Ministry of Water",)
    assert outlet_in(document("", "a.eml", sender, "message/rfc822")) == "Ministry of Water"
    assert outlet_in(document("", "a.eml", ("Edda Crane",), "message/rfc822")) is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Dam holds\n\nOstermoor, 20 June 2025", "2025-06-20"),
        ("Dam holds\nMonday, 9 June 2025", "2025-06-09"),
        ("Dam holds\nJune 9th, 2025", "2025-06-09"),
        ("Dam holds\nPublished on 9 Jun. 2025 at 10:15", "2025-06-09"),
        ("Dam holds\n2025-06-09", "2025-06-09"),
        ("Dam holds\n31 June 2025", None),
        ("Dam holds\n2025-13-09", None),
        ("On 9 June 2025 the dam held", None),
        ("Dam holds\n09/06/2025", None),
    ],
)
def test_the_date_beside_it_is_read(head: str, day: str | None) -> None:
    assert date_in(document(head)) == day
