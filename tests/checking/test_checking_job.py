"""Check, from question to finding, on a small ledger: what is found, set aside, counted and told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from ferry_case import (
    AGAINST,
    ALL,
    CORRECTION,
    DENIAL,
    DENIAL_COPY,
    FOR,
    HOLT,
    OPEN,
    OTHER_TOLL,
    SAME_VOICE,
    SEQUEL,
    TWO_MOUTHS,
    Plug,
    Table,
    labels,
    of,
)

from newsdesk import AGENCY, BURNS, COPY, OWN, PETREL, SETTINGS, TAKEN, WEATHER, Article, add
from sayso.checking import check
from sayso.errors import SkipDocument, StopRun
from sayso.evidence.deciding import replayed
from sayso.findings import Asked, Coverage, Finding, Passage, Stated
from sayso.ledger import Ledger, forgetting, judgements

MAIN = ("main",)


def checked(ledger: Ledger, what: str, collections: Sequence[str] = MAIN, **more: Any) -> Finding:
    """The one finding on this."""
    [finding] = check(ledger, more.pop("settings", SETTINGS), what, collections, **more)
    return finding


def covered(finding: Finding, source: str) -> Coverage:
    [found] = [one for one in finding.coverage if one.source == source]
    return found


# What is set aside, and what never is


def test_copies_are_set_aside_and_counted(ferry: Ledger) -> None:
    finding = checked(ferry, AGENCY.claim())
    assert labels(finding, COPY) == [("supports", "copy")]
    assert finding.copies == sum(one.aside == "copy" for one in finding.evidence) >= 1
    assert any("set aside" in reason for reason in finding.reasons)


def test_what_a_copy_was_made_from_is_set_aside_too(ferry: Ledger) -> None:
    """Whoever is asked, the two are one telling."""
    assert labels(checked(ferry, COPY.claim()), AGENCY) == [("supports", "copy")]


def test_the_same_voice_heard_again_is_no_second_origin(ferry: Ledger) -> None:
    finding = checked(ferry, AGENCY.claim())
    assert labels(finding, SAME_VOICE) == [("supports", "same origin")]


def test_another_who_was_there_is_another_origin(ferry: Ledger) -> None:
    finding = checked(ferry, AGENCY.claim())
    [hers] = of(finding, OWN)
    assert (hers.label, hers.aside, hers.origin_name, hers.told_apart) == (
        "supports",
        None,
        "Lena Orme",
        True,
    )
    assert (finding.supports.low, finding.supports.high) == (1, 1)


def test_what_speaks_against_it_is_never_set_aside(ferry: Ledger) -> None:
    finding = checked(ferry, AGENCY.claim())
    assert labels(finding, OTHER_TOLL) == [("refutes", None)]
    # The same man, corrected: his new word is not his old one again.
    assert labels(finding, CORRECTION) == [("refutes", None)]
    # The ferry's owner, who denies it, is the third.
    assert (finding.refutes.origins, finding.verdict) == (3, "mixed")


def test_a_denial_is_never_set_aside(ferry: Ledger, table: Table) -> None:
    table.said = {"denied": AGAINST, **table.said}
    finding = checked(ferry, AGENCY.claim())
    [denial] = of(finding, DENIAL)
    assert (denial.label, denial.aside, denial.passage.stance) == ("refutes", None, "denied")
    assert denial.origin_name == "Blue Line"


def test_a_denial_is_not_set_aside_whatever_the_model_takes_it_for(ferry: Ledger, table: Table) -> None:
    table.said = {"denied": FOR, **table.said}
    assert [aside for _, aside in labels(checked(ferry, AGENCY.claim()), DENIAL)] == [None]


def test_for_each_of_two_who_were_there_the_other_counts(ferry: Ledger) -> None:
    finding = checked(ferry, OWN.claim())
    named = {finding.evidence[n].origin_name for n in finding.supports.evidence}
    assert any("Petrel" in name for name in named)


def test_a_copy_of_a_denial_is_no_second_voice_against(ferry: Ledger, table: Table) -> None:
    table.said = {"denied": AGAINST, **table.said}
    add(ferry, [DENIAL_COPY])
    finding = checked(ferry, DENIAL.claim())
    assert finding.asked.stance == "denied"
    assert labels(finding, DENIAL_COPY) == [("refutes", "copy")]


def test_the_rest_of_its_own_document_is_no_evidence(ferry: Ledger) -> None:
    more = Article(
        "logbook",
        "The Logbook",
        "2025-03-05",
        f"{TAKEN}, {HOLT} told us. Later she said it once more: forty-one were on the tug in the end.",
        ((TAKEN, HOLT), ("forty-one were on the tug in the end", HOLT)),
    )
    add(ferry, [more])
    finding = checked(ferry, more.claim(0))
    assert labels(finding, more) == [("supports", "same document")]


def test_a_later_version_of_its_own_document_is_no_evidence(ferry: Ledger) -> None:
    later = replace(AGENCY, text=AGENCY.text + " The quay is open again.", retrieved="2025-04-02T12:00:00Z")
    add(ferry, [later])
    finding = checked(ferry, AGENCY.claim())
    assert {aside for _, aside in labels(finding, later)} <= {"same document"}


def test_what_its_outlet_took_back_supports_nothing(ferry: Ledger) -> None:
    text = OWN.text.replace("forty-one", "thirty-six")
    claims = ((OWN.claims[0][0].replace("forty-one", "thirty-six"), OWN.claims[0][1]),)
    corrected = replace(OWN, text=text, claims=claims, retrieved="2025-04-02T12:00:00Z")
    add(ferry, [corrected])
    finding = checked(ferry, AGENCY.claim())
    assert labels(finding, corrected) == [("refutes", None)]
    assert not any(label == "supports" and aside is None for label, aside in labels(finding, OWN))


def test_origins_are_counted_and_not_documents(ferry: Ledger) -> None:
    """A sentence that somebody typed has no copies: all stand for it, and count once an origin."""
    finding = checked(ferry, TAKEN)
    assert finding.copies == 0
    assert not any(one.aside for one in finding.evidence)
    assert len(finding.supports.evidence) > finding.supports.high
    origins = {finding.evidence[n].origin for n in finding.supports.evidence}
    assert finding.supports.high == len(origins)
    by = {one.origin for article in (AGENCY, COPY, SAME_VOICE) for one in of(finding, article)}
    assert len(by) == 1


def test_one_who_confirms_beside_the_claims_own_voice_still_confirms(ferry: Ledger) -> None:
    assert len(TWO_MOUTHS.reading.claims[0].chains) == 2
    add(ferry, [TWO_MOUTHS])
    finding = checked(ferry, AGENCY.claim())
    [both] = of(finding, TWO_MOUTHS)
    assert both.aside is None


# The decisive passage


def test_without_the_decisive_passage_there_is_not_enough(ferry: Ledger) -> None:
    for article in (OTHER_TOLL, CORRECTION, DENIAL):
        forgetting.forget(ferry, article.document, who="Anna", why="a test")
    assert checked(ferry, AGENCY.claim()).verdict == "supported"
    forgetting.forget(ferry, OWN.document, who="Anna", why="a test")
    finding = checked(ferry, AGENCY.claim())
    assert finding.verdict == "not enough"
    assert finding.copies >= 1
    assert any("does not have it from" in want for want in finding.wanted)


def test_its_clause_taken_out_there_is_not_enough(ferry: Ledger, table: Table) -> None:
    table.said = {"": OPEN}
    finding = checked(ferry, "The ferry Aldona was repainted by her owner in the winter")
    assert finding.verdict == "not enough"
    assert finding.evidence


def test_many_copies_do_not_hide_what_others_say(ferry: Ledger) -> None:
    add(ferry, [replace(COPY, name=f"paper{n}", outlet=f"Paper {n}") for n in range(80)])
    finding = checked(ferry, AGENCY.claim())
    assert finding.copies >= 40
    assert of(finding, OWN)
    assert of(finding, OTHER_TOLL)


# Quotes


def test_quotes_stand_in_their_documents_at_their_offsets(ferry: Ledger) -> None:
    texts = {article.document: article.text for article in ALL}
    for what in (AGENCY.claim(), DENIAL.claim(), TAKEN, "Wind and rain are expected on the coast"):
        for one in checked(ferry, what).evidence:
            passage = one.passage
            assert passage.document is not None
            assert passage.span is not None
            assert texts[passage.document][slice(*passage.span)] == passage.quote == passage.stated.text
            assert passage.quote.strip() == passage.quote
            assert passage.quote in passage.context
            assert passage.id == f"{passage.document}:{passage.span.start}-{passage.span.end}"
            figures = [passage.quote[slice(*figure.span)] for figure in passage.stated.figures]
            assert all(figures)


HEADED = Article(
    "headed",
    "The Evening Post",
    "2025-03-05",
    f"FIRE ON THE ALDONA\nForty-one people were taken off the ferry\n\n{HOLT} was there.\r\nNobody was hurt",
    (("Forty-one people were taken off the ferry", None), ("Nobody was hurt", None)),
)


def test_a_quote_stands_on_one_line(ferry: Ledger) -> None:
    add(ferry, [HEADED])
    quotes = [one.passage.quote for one in of(checked(ferry, AGENCY.claim()), HEADED)]
    assert "Forty-one people were taken off the ferry" in quotes
    assert not any("\n" in quote or "\r" in quote for quote in quotes)


def test_a_claim_over_two_sentences_is_quoted_whole(ferry: Ledger) -> None:
    words = "Forty-one people were taken off the ferry Aldona. It was on fire."
    long = Article(
        "two", "Two Bells", "2025-03-05", f"It was dawn. {words} Then it rained.", ((words, None),)
    )
    add(ferry, [long])
    [one] = of(checked(ferry, AGENCY.claim()), long)
    assert one.passage.quote == words


def test_what_leans_on_the_sentence_before_is_read_with_it(ferry: Ledger, table: Table) -> None:
    lean = Article(
        "lean",
        "Two Bells",
        "2025-03-05",
        "The ferry Aldona burned off Marrow Quay. They took forty-one people off it in the early morning.",
        (("They took forty-one people off it in the early morning", None),),
    )
    add(ferry, [lean])
    [one] = of(checked(ferry, AGENCY.claim()), lean)
    assert one.passage.quote == "They took forty-one people off it in the early morning."
    assert one.passage.context == lean.text
    assert lean.text in [evidence for _, evidence in table.asked]


# Whose documents


def test_other_collections_are_not_seen(ferry: Ledger) -> None:
    secret = replace(OWN, name="secret", outlet="Secret Radio")
    add(ferry, [secret], collection="private")
    assert of(checked(ferry, AGENCY.claim()), secret) == []
    both = checked(ferry, AGENCY.claim(), ("main", "private"))
    assert of(both, secret) != []
    with pytest.raises(StopRun, match="collection"):
        checked(ferry, secret.claim())


def test_what_was_forgotten_is_gone(ferry: Ledger) -> None:
    assert of(checked(ferry, AGENCY.claim()), OWN)
    forgetting.forget(ferry, OWN.document, who="Anna", why="she asked for it")
    finding = checked(ferry, AGENCY.claim())
    assert not any("seat by seat" in one.passage.context for one in finding.evidence)
    with pytest.raises(StopRun, match="was forgotten on"):
        checked(ferry, OWN.document)


def test_what_people_rejected_is_neither_evidence_nor_checked(ferry: Ledger) -> None:
    judgements.on_claim(ferry, OWN.claim(), "reject", who="Anna", why="she never said so")
    assert of(checked(ferry, AGENCY.claim()), OWN) == []
    with pytest.raises(StopRun):
        checked(ferry, OWN.claim())


# What is asked


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_nothing_asked_is_refused(ferry: Ledger, empty: str) -> None:
    with pytest.raises(StopRun, match="empty"):
        checked(ferry, empty)


def test_an_id_of_nothing_is_refused(ferry: Ledger) -> None:
    with pytest.raises(StopRun, match="no document or claim"):
        checked(ferry, "0123456789abcdef0123456789abcdef")


@pytest.mark.parametrize("date", ["tomorrow", "2025-13-01", ""])
def test_a_date_that_is_none_is_refused(ferry: Ledger, date: str) -> None:
    with pytest.raises(StopRun, match="EDTF"):
        checked(ferry, AGENCY.claim(), as_of=date)


def test_the_beginning_of_an_id_will_do(ferry: Ledger) -> None:
    assert checked(ferry, AGENCY.claim()[:12]).asked.claim == AGENCY.claim()


def test_a_document_is_checked_claim_by_claim(ferry: Ledger) -> None:
    found = list(check(ferry, SETTINGS, AGENCY.document, MAIN))
    assert {finding.asked.claim for finding in found} == {AGENCY.claim(0), AGENCY.claim(1)}
    assert {finding.asked.text for finding in found} == {TAKEN, BURNS}
    assert len(list(check(ferry, SETTINGS, AGENCY.document, MAIN, most=1))) == 1


def test_it_knows_who_made_the_claim_and_when(ferry: Ledger) -> None:
    asked = checked(ferry, AGENCY.claim()).asked
    assert (asked.when, asked.document, asked.stance) == ("2025-03-04", AGENCY.document, "asserted")
    assert [[voice.name for voice in chain] for chain in asked.chains] == [[PETREL]]


def test_a_sentence_of_nobodys_has_no_then(ferry: Ledger) -> None:
    finding = checked(ferry, TAKEN)
    assert (finding.asked.claim, finding.asked.when, finding.then) == (None, None, None)


@pytest.mark.parametrize("what", ["?!", "—", "的"])
def test_signs_alone_find_nothing_and_break_nothing(ferry: Ledger, what: str) -> None:
    assert checked(ferry, what).verdict == "not enough"


def test_as_of_leaves_out_what_came_later(ferry: Ledger) -> None:
    finding = checked(ferry, AGENCY.claim(), as_of="2025-03-05")
    published = [one.passage.published for one in finding.evidence]
    assert published
    assert all(date is not None and date <= "2025-03-05" for date in published)
    assert covered(finding, "corpus").found == len(published)
    whole = checked(ferry, AGENCY.claim())
    assert whole.verdict == "mixed"
    assert finding.verdict == "supported"


def test_then_counts_what_was_out_by_then(ferry: Ledger) -> None:
    finding = checked(ferry, COPY.claim())
    assert (finding.verdict, finding.then) == ("mixed", "supported")
    assert {one.timing for one in of(finding, OWN)} == {"before"}
    assert {one.timing for one in of(finding, CORRECTION)} == {"after"}


# The finding as a whole


def test_a_finding_is_replayed(ferry: Ledger) -> None:
    for what in (AGENCY.claim(), DENIAL.claim(), TAKEN):
        finding = checked(ferry, what)
        assert replayed(finding) == finding


def test_asking_twice_is_answered_twice_the_same(ferry: Ledger) -> None:
    assert checked(ferry, AGENCY.claim()) == checked(ferry, AGENCY.claim())


def test_figures_stand_side_by_side_by_date(ferry: Ledger) -> None:
    values = checked(ferry, AGENCY.claim()).values
    assert (values[0].low, values[0].evidence) == (41, None)
    given = {(value.low, value.agrees) for value in values[1:]}
    assert {(41, True), (36, False)} <= given
    assert not any(value.said_by == "Blue Line" for value in values)
    dates = [value.published or "9999" for value in values[1:]]
    assert dates == sorted(dates)


def test_the_table_is_asked_each_text_once(ferry: Ledger, table: Table) -> None:
    checked(ferry, AGENCY.claim())
    assert len(table.asked) == len(set(table.asked)) > 0


def test_unrelated_articles_settle_nothing(ferry: Ledger) -> None:
    finding = checked(ferry, AGENCY.claim())
    assert all(label == "neutral" for label, _ in labels(finding, WEATHER))


def test_what_may_be_the_claims_own_origin_does_not_make_it_supported(ferry: Ledger) -> None:
    add(ferry, [SEQUEL])
    for article in ALL:
        if article not in (SEQUEL, OWN):
            forgetting.forget(ferry, article.document, who="Anna", why="a test")
    finding = checked(ferry, OWN.claim())
    assert finding.supports.evidence
    assert finding.supports.low == 0
    assert finding.verdict == "not enough"


# Evidence sources that fail


class Broken:
    """An evidence source that fails after so many passages."""

    SETUP = "Set it up."

    def __init__(self, passages: Sequence[Passage] = (), error: Exception | None = None) -> None:
        self.passages = passages
        self.error = error or SkipDocument("events.csv, row 3", "it has no date", "Mend that row")

    def open(self, settings: object, library: object) -> Broken:
        return self

    def search(self, asked: Asked, most: int) -> Iterable[Passage]:
        yield from self.passages
        raise self.error


NOTE = "Forty-one people were taken off the ferry Aldona"
NOTED = Passage(
    "ledgerbook", "note 1", NOTE, NOTE, Stated(NOTE), outlet="The Harbour Ledgerbook", published="2025-03-04"
)


def test_a_source_that_fails_half_way_keeps_what_it_found(ferry: Ledger, plug: Plug) -> None:
    whole = checked(ferry, AGENCY.claim())
    plug("evidence source", "ledgerbook", Broken([NOTED]))
    finding = checked(ferry, AGENCY.claim())
    told = covered(finding, "ledgerbook")
    assert (told.state, told.found) == ("degraded", 1)
    assert "events.csv, row 3" in told.why
    assert "Mend that row" in told.why
    assert [one.passage.quote for one in finding.evidence if one.passage.source == "ledgerbook"] == [NOTE]
    assert any("'ledgerbook'" in reason and "failed" in reason for reason in finding.reasons)
    assert len(finding.evidence) == len(whole.evidence) + 1
    assert covered(finding, "corpus") == covered(whole, "corpus")


def test_what_an_encyclopaedia_repeats_is_not_told_apart(ferry: Ledger, plug: Plug) -> None:
    plug("evidence source", "ledgerbook", Broken([NOTED]))
    finding = checked(ferry, AGENCY.claim())
    [one] = [one for one in finding.evidence if one.passage.source == "ledgerbook"]
    assert (one.told_apart, one.origin_name) == (False, "The Harbour Ledgerbook")


def test_a_source_that_fails_at_once_is_not_one_that_found_nothing(ferry: Ledger, plug: Plug) -> None:
    plug("evidence source", "ledgerbook", Broken())
    failed = covered(checked(ferry, AGENCY.claim()), "ledgerbook")
    empty = SimpleNamespace(search=lambda asked, most: iter(()))
    plug("evidence source", "ledgerbook", SimpleNamespace(SETUP="", open=lambda settings, library: empty))
    nothing = covered(checked(ferry, AGENCY.claim()), "ledgerbook")
    assert (failed.state, failed.found, nothing.state, nothing.found) == ("degraded", 0, "searched", 0)
    assert failed.why
    assert not nothing.why


def test_a_source_that_cannot_be_opened_is_told(ferry: Ledger, plug: Plug) -> None:
    def fails(settings: object, library: object) -> None:
        raise StopRun("dump.zim", "it is cut short", "Fetch it again")

    plug("evidence source", "ledgerbook", SimpleNamespace(SETUP="", open=fails))
    told = covered(checked(ferry, AGENCY.claim()), "ledgerbook")
    assert (told.state, told.why) == ("degraded", "dump.zim: it is cut short. Fetch it again")


def test_a_source_that_is_not_set_up_says_how(ferry: Ledger, plug: Plug) -> None:
    plug(
        "evidence source",
        "ledgerbook",
        SimpleNamespace(SETUP="Set `ledgerbook` to a file.", open=lambda *_: None),
    )
    told = covered(checked(ferry, AGENCY.claim()), "ledgerbook")
    assert (told.state, told.why) == ("not set up", "Set `ledgerbook` to a file.")


def test_all_sources_are_named_and_the_users_own_documents_come_first(ferry: Ledger) -> None:
    from sayso import plugins

    names = [one.source for one in checked(ferry, AGENCY.claim()).coverage]
    assert names[0] == "corpus"
    assert sorted(names) == plugins.names("evidence source")


def test_a_fault_of_ours_is_not_taken_for_missing_evidence(ferry: Ledger, plug: Plug) -> None:
    plug("evidence source", "ledgerbook", Broken(error=ZeroDivisionError("ours")))
    with pytest.raises(ZeroDivisionError):
        checked(ferry, AGENCY.claim())
