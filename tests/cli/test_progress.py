"""The line that says how far a run is: drawn on a terminal alone, and out of the way of what is printed."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from sayso.cli.progress import figures, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def put_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error from here on. No fixture: pytest puts its own in place between fixtures and test."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return found


def drawn(terminal: Terminal) -> str:
    """Without the escape sequences."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue())


def test_words_alone_have_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_on_a_terminal(monkeypatch)
    with progress("loading [the] extractor ...") as line:
        line.show("3 read\x1b[2J, 1 skipped")
    shown = drawn(terminal)
    assert "loading [the] extractor ..." in shown and "3 read␛[2J, 1 skipped" in shown
    assert "documents" not in shown and "━" not in shown


def test_what_is_counted_has_its_number_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_on_a_terminal(monkeypatch)
    with progress("reading", unit="records") as line:
        line.count(1000)
        time.sleep(0.05)
        line.count(1100)
    shown = drawn(terminal)
    assert re.search(r"reading +1,100 records, [\d,]+/s", shown)
    assert "left" not in shown and "━" not in shown


def test_with_a_total_the_time_left_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_on_a_terminal(monkeypatch)
    with progress("adding") as line:
        line.count(50_000, 100_000)  # as many as an earlier run had done
        time.sleep(0.1)
        line.count(50_010, 100_000)
    found = re.search(r"━+ +50,010 of 100,000 documents, (\d+)/s, (\d+):(\d\d):(\d\d) left", drawn(terminal))
    assert found
    rate, hours, minutes, seconds = map(int, found.groups())
    # Ten in a little over 0.1 s: what was done before has no part in it.
    assert 1 <= rate <= 100
    assert hours * 3600 + minutes * 60 + seconds == pytest.approx(49_990 / rate, rel=0.5)


def test_nothing_is_drawn_while_it_is_paused_or_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_on_a_terminal(monkeypatch)
    with progress("adding") as line:
        line.count(1, 2)
        with line.paused():
            before = terminal.getvalue()
            assert before.endswith("\x1b[2K")  # wiped away
            line.count(2, 2)
            time.sleep(0.3)
            assert terminal.getvalue() == before
        assert "2 of 2 documents" in drawn(terminal)
    end = terminal.getvalue()
    line.show("more")
    time.sleep(0.3)
    assert terminal.getvalue() == end and end.endswith("\x1b[2K")


def test_it_ends_with_the_block_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_on_a_terminal(monkeypatch)
    with pytest.raises(KeyboardInterrupt), progress("adding") as line, line.paused():
        raise KeyboardInterrupt
    end = terminal.getvalue()
    time.sleep(0.3)
    assert terminal.getvalue() == end


@pytest.mark.parametrize("kind", [io.StringIO, Terminal])
def test_without_a_terminal_that_can_draw_it_is_silent(
    kind: type[io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", kind())
    monkeypatch.setenv("TERM", "dumb")
    with progress("adding") as line:
        line.count(1, 2)
        line.show("words")
        with line.paused():
            pass
    assert sys.stderr.getvalue() == ""


@pytest.mark.parametrize(
    ("done", "total", "rate", "shown"),
    [
        (0, None, None, "0 documents"),
        (1234, None, 35.4, "1,234 documents, 35/s"),
        (0, 100_000, None, "0 of 100,000 documents"),
        (1200, 100_000, 35.0, "1,200 of 100,000 documents, 35/s, 0:47:03 left"),
        (10, 100, 3.21, "10 of 100 documents, 3.2/s, 0:00:28 left"),
        (10, 1000, 0.05, "10 of 1,000 documents, 3/min, 5:30:00 left"),
        (0, 1_000_000, 5.0, "0 of 1,000,000 documents, 5.0/s, 2 d 7:33:20 left"),
        (100, 100, 20.0, "100 of 100 documents, 20/s"),
        (5, 4, 20.0, "5 of 4 documents, 20/s"),
    ],
)
def test_figures(done: int, total: int | None, rate: float | None, shown: str) -> None:
    assert figures(done, total, "documents", rate) == shown
