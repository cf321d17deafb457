from __future__ import annotations

import pickle

import pytest

from sayso.errors import SaysoError, SkipDocument, StopRun, unknown


@pytest.mark.parametrize("failure", [SkipDocument, StopRun])
def test_an_error_is_one_line_of_what_why_and_what_to_do(failure: type[SaysoError]) -> None:
    error = failure("scan.pdf", "it holds pictures of text only", "Run it through OCR first")
    assert str(error) == "scan.pdf: it holds pictures of text only. Run it through OCR first"
    assert (error.what, error.why) == ("scan.pdf", "it holds pictures of text only")
    assert error.todo == "Run it through OCR first"


def test_skipping_and_stopping_are_never_mistaken_for_each_other() -> None:
    assert not issubclass(SkipDocument, StopRun)
    assert not issubclass(StopRun, SkipDocument)


def test_an_unknown_name_lists_the_choices_and_the_likeliest() -> None:
    error = unknown("exporter", "cvs", ["jsonl", "csv"])
    assert str(error) == "exporter 'cvs': no such name. Did you mean 'csv'? Choose one of: csv, jsonl"


def test_an_unknown_name_far_from_all_has_no_hint() -> None:
    assert str(unknown("reader", "zzz", ["pdf"])) == "reader 'zzz': no such name. Choose one of: pdf"


def test_no_choices_are_said_to_be_none() -> None:
    assert "(none installed)" in str(unknown("extractor", "rules", []))


@pytest.mark.parametrize("failure", [SkipDocument, StopRun])
def test_an_error_crosses_processes(failure: type[SaysoError]) -> None:
    """Work that is spread over processes sends its failures home pickled."""
    error = failure("a.txt", "empty", "Remove it")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is failure
    assert (str(back), back.todo) == (str(error), error.todo)
