"""Company: what two documents have in common otherwise bears on pairs that may be one, and on none else."""

from __future__ import annotations

from sayso.lineage.company import counted, in_company

DOCUMENTS = {name: name[0] for name in ("a1", "a2", "a3", "b1", "b2", "b3", "c1")}
SURE = {("a1", "b1"): 0.95, ("a2", "b2"): 0.93}


def _moved(
    compared: dict[tuple[str, str], float], strange: set[tuple[str, str]] | None = None
) -> dict[tuple[str, str], float]:
    return in_company(compared, DOCUMENTS, strange or set(), counted(compared, DOCUMENTS))


def test_documents_that_tell_one_story_make_a_doubtful_pair_likelier() -> None:
    alone = _moved({("a3", "b3"): 0.4})["a3", "b3"]
    together = _moved(SURE | {("a3", "b3"): 0.4})["a3", "b3"]
    assert alone <= 0.4 < together


def test_what_is_clear_by_its_words_stays_so() -> None:
    moved = _moved(SURE | {("a3", "b3"): 0.01})
    assert moved["a3", "b3"] == 0.01
    assert moved["a1", "b1"] == 0.95


def test_strangers_in_strange_documents_are_less_likely() -> None:
    pair = {("a3", "c1"): 0.6}
    assert _moved(pair, strange={("a3", "c1")})["a3", "c1"] < _moved(pair)["a3", "c1"]


def test_a_claim_in_common_counts_once_however_many_sentences_say_it() -> None:
    repeated = {("a1", "b1"): 0.9, ("a1", "b2"): 0.9, ("a1", "b3"): 0.9}
    assert counted(repeated, DOCUMENTS)["a", "b"] == 1
    turned = {("a1", "b1"): 0.9, ("a2", "b1"): 0.9, ("a3", "b1"): 0.9}
    assert counted(turned, DOCUMENTS)["a", "b"] == 1


def test_a_claim_that_has_its_counterpart_is_not_made_like_another() -> None:
    """Two articles on a letter: its headline there is not the count of the dead here."""
    moved = _moved(SURE | {("a1", "b3"): 0.2})
    assert moved["a1", "b3"] <= 0.2


def test_a_likely_pair_is_not_talked_out_of_it_by_standing_alone() -> None:
    """Two witnesses who share nothing else may have seen one thing."""
    assert _moved({("a3", "c1"): 0.65})["a3", "c1"] >= 0.5
