"""Dates, headlines, bylines, datelines, correction notes, wrapped lines."""

from __future__ import annotations

import pytest
from reader_seeds import PROSE, one

from sayso.readers import dates, paragraphs, structure
from sayso.readers.paragraphs import Paragraph
from sayso.types import Part, Span

DATES = {
    "2018-03-21": "2018-03-21",
    "2018/3/21": "2018-03-21",
    "2018-03-21T10:00:00Z": "2018-03-21T10:00:00Z",
    "2018-03-21T10:00:00+0200": "2018-03-21T10:00:00+02:00",
    "2018-03-21 10:00": "2018-03-21T10:00:00",
    "2018-03-21 10:00:30 UTC": "2018-03-21T10:00:30Z",
    "2018-03-21T10:00:00.123Z": "2018-03-21T10:00:00Z",
    "2018-03-21T99:99": "2018-03-21",
    "2018-03": "2018-03",
    "2018": "2018",
    "March 21, 2018": "2018-03-21",
    "Mar. 21, 2018": "2018-03-21",
    "Wednesday, March 21st, 2018": "2018-03-21",
    "21 March 2018": "2018-03-21",
    "Wed 21 Mar 2018 18.05 GMT": "2018-03-21T18:05:00Z",
    "March 21, 2018 at 6:05 pm": "2018-03-21",
    "March 2018": "2018-03",
    "Wed, 21 Mar 2018 10:00:00 +0200": "2018-03-21T10:00:00+02:00",
    "21 Mar 2018 10:00:00 GMT": "2018-03-21T10:00:00Z",
    "2018-21": "2018-21",
    "201X": "201X",
}
NO_DATES = [
    "",
    "03/04/2018",
    "yesterday",
    "March 21",
    "February 30, 2018",
    "2018-13-01",
    "2018-02-30",
    "x" * 200,
]


@pytest.mark.parametrize(("written", "value"), DATES.items())
def test_dates_are_read(written: str, value: str) -> None:
    assert dates.parse(written) == value


@pytest.mark.parametrize("written", NO_DATES)
def test_no_date_is_guessed(written: str) -> None:
    assert dates.parse(written) is None


OWN = {
    "Dam fails\n\nMarch 21, 2018\n\nIt fell.": "2018-03-21",
    "Dam fails\nPublished on 21 March 2018\nIt fell.": "2018-03-21",
    "Dam fails\nPosted: Mar 21, 2018\nIt fell.": "2018-03-21",
    "KABUL, March 21, 2018 (AP) — The dam fell.": "2018-03-21",
    "Dam fails\n\nIt fell on March 21, 2018.": None,
    "KABUL, March 21 (AP) — The dam fell.": None,
    "Dam fails\nUpdated March 21, 2018\nIt fell.": None,
    "Dam fails\n03/04/2018\nIt fell.": None,
    "\n".join([*"abcdefgh", "March 21, 2018"]): None,
}


@pytest.mark.parametrize(("text", "day"), OWN.items())
def test_the_own_date_of_a_text(text: str, day: str | None) -> None:
    assert one(text.encode(), "a.txt").published == day


DATELINES = {
    "KABUL — It fell.": "KABUL —",
    "KABUL, Afghanistan (AP) — It fell.": "KABUL, Afghanistan (AP) —",
    "PORT ELSIN, March 21 - It fell.": "PORT ELSIN, March 21 -",
    "Kabul (Reuters) - It fell.": "Kabul (Reuters) -",
    "NEW YORK/LONDON, 3 May (Reuters) – It fell.": "NEW YORK/LONDON, 3 May (Reuters) –",
    "St. Mell, Lenster, March 21, 2018 -- It fell.": "St. Mell, Lenster, March 21, 2018 --",
    "ISIS said so.": None,
    "The dam — it fell.": None,
    "He said — no.": None,
    "UN-backed talks failed.": None,
    "COVID-19 - it fell.": None,
}


@pytest.mark.parametrize(("text", "words"), DATELINES.items())
def test_datelines(text: str, words: str | None) -> None:
    found = [p for p in structure.parts(text, None) if p.kind == "dateline"]
    assert [text[a:b] for a, b in (p.span for p in found)] == ([words] if words else [])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mirela Voss", ("Mirela Voss",)),
        ("BY MIRELA VOSS and Tom Addler", ("MIRELA VOSS", "Tom Addler")),
        ("By Ada Brenn, Political Editor", ("Ada Brenn", "Political Editor")),
        ("By Jan de Vries | Tarn Post", ("Jan de Vries",)),
        ("By Friday the dam had failed", ()),
        ("By then it was late.", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert structure.byline(f"Dam fails\n{line}\nIt fell.") == names


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Correction: the dam was built in 1916, not 1961.", True),
        ("Correction (May 15, 2021): the dam was built in 1916.", True),
        ("Correction, May 15, 2021: the dam was built in 1916.", True),
        ("Clarification: Ms Brenn spoke for herself, not for the council.", True),
        ("Editor’s note: the dam's owner later withdrew this statement.", True),
        ("This article was amended on 15 May 2021 to correct a name.", True),
        ("An earlier version of this story misstated the age of Ms Brenn.", True),
        ("Corrections and clarifications", False),
        ("Correction of the course was not possible, the captain said.", False),
        ("This article was written in Tarn by a man who knows it.", False),
        ("This story begins in 1916.", False),
    ],
)
def test_correction_notes(line: str, is_one: bool) -> None:
    assert structure.is_correction(line) is is_one


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Dam fails\n\nIt fell.", "Dam fails"),
        ("‘Unsafe for years’\nIt fell.", "‘Unsafe for years’"),
        ("Dam fails", None),
        ("The dam fell.\nThen it rained.", None),
        ("Dam\nIt fell.", None),
        ("March 21, 2018\nIt fell.", None),
        ("By Mirela Voss\nIt fell.", None),
        (" ".join(["word"] * 40) + "\nIt fell.", None),
        ("\n\nDam fails!\nIt fell.", "Dam fails!"),
    ],
)
def test_headline_like_first_lines(text: str, headline: str | None) -> None:
    assert structure.headline(text) == headline


def test_parts_that_are_known_win_over_those_that_are_seen() -> None:
    text = "KABUL — It fell."
    known = Part("caption", Span(0, 16))
    assert structure.parts(text, None, [known]) == (known,)


def test_paragraphs_are_composed_with_their_places() -> None:
    text, parts = paragraphs.compose(
        [Paragraph("One", "headline"), Paragraph(""), Paragraph("Two"), Paragraph("Three", "caption")]
    )
    assert text == "One\n\nTwo\n\nThree"
    assert [(p.kind, text[p.span.start : p.span.end]) for p in parts] == [
        ("headline", "One"),
        ("caption", "Three"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "",
        "\n",
        "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.\n" * 3,
        "\n".join(["A list of things that is long enough to count"] * 9),
        "\n".join(f"{n}. item that is short" for n in range(30)),
    ],
)
def test_what_was_not_wrapped_is_not_unwrapped(text: str) -> None:
    assert paragraphs.unwrap(text) == text
