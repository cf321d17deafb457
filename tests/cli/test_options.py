"""Options that several verbs share: the option, else the setting, else the default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from sayso.cli import options
from sayso.cli.verbs import Verbs
from sayso.settings import Settings


@click.command()
@options.ledger_option
@options.collection_option
def adds(**given: Any) -> None:
    click.echo(repr(given))


@click.command()
@options.collections_option
def asks(**given: Any) -> None:
    click.echo(repr(given))


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_LEDGER", "SAYSO_COLLECTION"):
        monkeypatch.delenv(name, raising=False)


def given(command: click.Command, *arguments: str) -> Any:
    result = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return eval(result.stdout)


def test_without_option_and_setting_the_defaults_hold() -> None:
    assert given(adds) == {"ledger": "sayso.db", "collection": "main"}
    assert given(asks) == {"collections": ("main",)}


def test_the_setting_wins_over_the_default_and_the_option_over_the_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("sayso.toml").write_text('ledger = "file.db"\ncollection = "press"\n')
    assert given(adds) == {"ledger": "file.db", "collection": "press"}
    assert given(asks) == {"collections": ("press",)}
    monkeypatch.setenv("SAYSO_LEDGER", "postgresql://ann@db.example/news")
    assert given(adds)["ledger"] == "postgresql://ann@db.example/news"
    assert given(adds, "--ledger", "own.db")["ledger"] == "own.db"


def test_collections_are_a_set_in_the_order_they_were_named() -> None:
    named = ("--collection", "wires", "--collection", "press", "--collection", "wires")
    assert given(asks, *named) == {"collections": ("wires", "press")}


@pytest.mark.parametrize(
    ("command", "option"), [(adds, "--ledger"), (adds, "--collection"), (asks, "--collection")]
)
def test_an_empty_name_is_refused(command: click.Command, option: str) -> None:
    result = CliRunner().invoke(command, [option, " "])
    assert result.exit_code == 2
    assert "names nothing" in result.stderr and "the default" in result.stderr


def test_an_empty_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", "")
    result = CliRunner().invoke(adds)
    assert result.exit_code == 2 and "names nothing" in result.stderr


def test_a_faulty_file_of_settings_stops_the_run_but_no_completion() -> None:
    Path("sayso.toml").write_text("ledgr = 1\n")
    group = Verbs(lines={}, name="sayso")
    group.commands = {"adds": adds}
    result = CliRunner().invoke(group, ["adds"])
    assert result.exit_code == 2 and "Did you mean 'ledger'?" in result.stderr
    context = adds.make_context("adds", [], resilient_parsing=True)
    assert context.params["ledger"] == "sayso.db"


def test_settings_with_options_keep_what_no_option_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_PUBLISHED", "2001")
    found = options.settings_with(extractor="rules", published=None, ledger="own.db")
    assert found == Settings(extractor="rules", published="2001", ledger="own.db")
