"""Boilerplate is told by what it is: many forms of it are, and no report however often it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.lineage.boilerplate import Spread, Standing, by_recurrence, by_words, judged
from sayso.lineage.fingerprints import Store, fingerprints
from sayso.lineage.fingerprints.recurrence import SAMPLE, About, Recurrence
from sayso.lineage.links import Passage
from sayso.types import Span

STANDING = {
    "subscribe": [
        "Sign up for our newsletter to get the day’s stories from Ostermoor in your inbox.",
        "Subscribe to The Ostermoor Herald from two crowns a week.",
        "Never miss a story: get our breaking alerts on your phone.",
        "Support our work with a donation today.",
        "Abonnieren Sie unseren Newsletter und bleiben Sie auf dem Laufenden.",
        "Suscríbete a nuestro boletín diario.",
    ],
    "rights": [
        "Copyright 2024 The Ostermoor Herald. All rights reserved.",
        "© 2023 ONA. This material may not be published, broadcast, rewritten or redistributed.",
        "The views expressed here are those of the author and do not necessarily reflect ours.",
        "This article was originally published by the Harbour Post and is republished with permission.",
        "Tous droits réservés.",
    ],
    "share": [
        "Follow us on Twitter and Facebook for the latest from the harbour.",
        "Follow Marta Quell on Twitter @martaquell.",
        "Follow the Harbour Post on social media.",
        "Share this article\nFacebook\nTwitter\nWhatsApp\nEmail",
    ],
    "caption": [
        "Photo: Marta Quell/ONA",
        "A fireman at the harbour of Ostermoor on Monday. (Photo by Pell Dane/Getty Images)",
        "Getty Images",
        "Image credit: Ostermoor City Archive",
    ],
    "byline": [
        "By Marta Quell and Pell Dane",
        "Reporting by Marta Quell in Ostermoor; Editing by Pell Dane",
        "Pell Dane contributed to this report.",
        "Marta Quell is a senior political correspondent for The Ostermoor Herald, covering the harbour.",
        "Contact the writer at mquell@herald.example",
    ],
    "navigation": [
        "Read more: The night the harbour burned",
        "Advertisement",
        "Most popular\nRelated stories\nBack to top",
        "Updated: 4 March 2024, 10:15",
    ],
    "outlet": [
        "The Harbour Trust is a non-profit organisation that watches over the port and its workers.",
        "ONA is an independent news agency based in Ostermoor, with bureaus in nine towns of the coast.",
        "For more information, visit our site.",
    ],
    "voice": [
        "If you have a story that our newsroom should look into, call us at any hour.",
        "We correct our mistakes: tell the readers' editor what we got wrong.",
    ],
    "dateline": ["OSTERMOOR (ONA) —", "(Reuters) -"],
    "several": [
        "Sign up for our newsletter.\n\nBy Marta Quell\n\n© 2024 ONA. All rights reserved.",
    ],
}

REPORTS = [
    "Eleven fishing boats were lost when fire swept the harbour of Ostermoor on Monday, the mayor said.",
    "Facebook removed twelve accounts on Monday after a complaint from the harbour council.",
    "“Sign up for the night watch,” the mayor told the crowd, according to two people who were there.",
    "Follow-up inspections found that seven of the nine pumps had never been tested.",
    "Copyright law is to change under a bill that the council passed on Tuesday by nine votes to four.",
    "The Harbour Trust said it was a non-profit and owed no tax.",
    "Share prices of the three shipping lines fell by a tenth within an hour of the news from the port.",
    "By nightfall the fire had reached the grain stores, and the road to the north was closed.",
    "Marta Quell was a reporter’s nightmare: a witness who had seen everything and would say nothing.",
    "The photo shows three men at the gate, two of whom have since been arrested.",
    "OSTERMOOR (ONA) — Eleven fishing boats were lost when fire swept the harbour on Monday.",
    "Read out in court, the letter said that the pumps had been sold two years before.",
    "More than 50 people were killed.\nSign up for our newsletter.",
    "THE MAYOR HAS RESIGNED",
    "“We will tell our readers everything,” said the editor, who was arrested at nine.",
    "The newsroom of the Herald was searched on Monday, and two of its journalists were held overnight.",
]  # fmt: skip


@pytest.mark.parametrize("passage", [p for group in STANDING.values() for p in group])
def test_what_is_boilerplate_by_its_words_is_told_with_a_reason(passage):
    why = by_words(passage)
    assert why is not None
    assert why.startswith("it is a") or why == "it is navigation"


@pytest.mark.parametrize("passage", REPORTS)
def test_what_reports_is_none(passage):
    assert by_words(passage) is None


def test_a_standing_paragraph_recurs_at_the_edge_day_after_day():
    words = "Fire watch every night from nine until six, at the old gate."
    standing = Spread(40, 30, days=20, at_edge=29, share=0.05, outlet="The Herald")
    why = by_recurrence(words, standing)
    assert why is not None
    assert why.startswith("it stands at the head or foot of 29 of 30 articles of The Herald that have it")


@pytest.mark.parametrize(
    "spread",
    [
        Spread(500, 60, days=2, at_edge=60, share=0.9),  # a wire report, printed by 500
        Spread(500, 60, days=3, at_edge=60, share=0.1),  # its last paragraph, that a few have alone
        Spread(40, 30, days=20, at_edge=12, share=0.05),  # background told again
        Spread(40, 30, days=20, at_edge=30, share=0.8),  # one text, put up again
        Spread(3, 3, days=9, at_edge=3, share=0.05),  # too few to tell
        Spread(12),  # nothing known of its bearers
    ],
)
def test_reprints_and_background_told_again_are_none(spread):
    assert by_recurrence("Fire watch every night from nine until six.", spread) is None


def test_passages_are_judged_each_and_keep_their_order():
    report = "Eleven fishing boats were lost when fire swept the harbour of Ostermoor on Monday."
    footer = "Sign up for our newsletter."
    one, other = f"{report} So it was.\n{footer}", f"Also:\n{report}\nMore text.\n{footer}"
    spans = [(Span(t.index(p), t.index(p) + len(p))) for p in (report, footer) for t in (one, other)]
    passages = [Passage(spans[0], spans[1], "verbatim", 1.0), Passage(spans[2], spans[3], "verbatim", 1.0)]
    first, second = judged(passages, one, other)
    assert first == passages[0]
    assert isinstance(second, Standing)
    assert second.passage == passages[1]
    assert second.why == "it is a call to subscribe or support"


FOOTER = "The harbour gate closes at nine in winter and at eleven from May until the boats are in."
WIRE = " ".join(f"The {n}th boat was lost with {n} hands on it." for n in range(30))


def newsroom(folder: Path) -> tuple[Store, dict[int, str], dict[int, About]]:
    """The Herald ends every article with a footer; 120 papers print a wire report, each once."""
    texts, about = {}, {}
    for n in range(100):
        texts[n] = "\n".join(
            [*(f"Story {n}, line {m}: item {n * m} was {n + m}." for m in range(40)), FOOTER]
        )
        about[n] = About("The Herald", f"2024-03-{n % 28 + 1:02}", len(texts[n]))
    for n in range(100, 220):
        texts[n] = f"Paper {n}, page {n * 7}.\n{WIRE}"
        about[n] = About(f"Paper {n}", "2024-03-04", len(texts[n]))
    store = Store(folder)
    store.add([(n, "2024-03-04", text) for n, text in texts.items() if n < 150])
    store.add([(n, "2024-03-04", text) for n, text in texts.items() if n >= 150])
    return store, texts, about


def test_how_a_passage_recurs_is_read_from_the_store(tmp_path):
    store, _, about = newsroom(tmp_path)
    asked = []

    def known(numbers):
        asked.append(len(numbers))
        return {n: about[n] for n in numbers}

    recurrence = Recurrence(store, known)
    footer, wire = recurrence(FOOTER), recurrence(WIRE)
    assert footer.documents == 100
    assert (footer.outlet, footer.days) == ("The Herald", 28)
    assert footer.at_edge == footer.sampled >= 50
    assert by_recurrence(FOOTER, footer)
    assert wire.documents == 120
    assert wire.days == 1
    assert by_recurrence(WIRE, wire) is None
    assert max(asked) <= 2 * SAMPLE
    recurrence(FOOTER)
    assert len(asked) == 2
    assert recurrence("Too short") == Spread(0)


def test_removed_documents_are_no_bearers(tmp_path):
    store, _, about = newsroom(tmp_path)
    store.remove(range(3, 100))
    recurrence = Recurrence(store, lambda numbers: {n: about[n] for n in numbers})
    _, sample = recurrence.bearers(fingerprints([FOOTER], store.recipe).hashes)
    assert {bearer.number for bearer in sample} <= {0, 1, 2}
    assert recurrence(FOOTER).days <= 3


def test_a_passage_cut_from_a_standing_paragraph_is_judged_by_the_paragraph():
    about = "Our newsroom is run by nine people. The gate is open to all. Write to us with your story."
    text = f"The harbour burned.\nNobody knows why.\n{about}"
    inside = "The gate is open to all. Write"
    start = text.index(inside)
    assert by_words(text, Span(start, start + len(inside))) == "it is a word of the outlet to its readers"
    assert by_words(text, Span(0, 30)) is None


def test_what_stands_alone_under_many_stories_of_one_day_is_told_from_the_end_of_a_report(tmp_path):
    report, ending = WIRE, "The harbour was built in the days of sail and has burned twice in living memory."
    texts = {n: f"{_lines(n)}\n{FOOTER}" for n in range(40)}
    texts |= {n: f"Paper {n}.\n{report}\n{ending}" for n in range(40, 80)} | {80: f"{_lines(80)}\n{ending}"}
    store = Store(tmp_path)
    store.add([(n, "2024-03-04", text) for n, text in texts.items()])
    known = {n: About(f"Paper {n % 9}", "2024-03-04", len(text)) for n, text in texts.items()}
    recurrence = Recurrence(store, lambda numbers: {n: known[n] for n in numbers})
    assert isinstance(_judged_last(FOOTER, texts[1], texts[2], recurrence), Standing)
    assert isinstance(_judged_last(ending, texts[41], texts[80], recurrence), Passage)


def _lines(n: int) -> str:
    return "\n".join(f"Story {n}, line {m}: item {n * m} was {n + m}." for m in range(60))


def _judged_last(passage: str, one: str, other: str, recurrence: Recurrence) -> Passage | Standing:
    spans = (Span(len(text) - len(passage), len(text)) for text in (one, other))
    (found,) = judged([Passage(*spans, "verbatim", 1.0)], one, other, recurrence)
    return found
