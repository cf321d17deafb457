from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import invoke


def test_settings_tell_where_they_come_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sayso.toml").write_text("fetch_timeout = 7.5\nany_language = true\n")
    monkeypatch.setenv("SAYSO_ANY_LANGUAGE", "no")
    shown = invoke("settings").stdout
    assert "fetch_timeout = 7.5  (sayso.toml)" in shown
    assert "any_language = false  (SAYSO_ANY_LANGUAGE)" in shown
    assert "fetch_max_redirects = 5  (default)" in shown
    found = json.loads(invoke("settings", "--json").stdout)
    assert found["fetch_timeout"] == {
        "value": 7.5,
        "from": "sayso.toml",
        "help": "Longest time for one fetch, all redirects included.",
    }


def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sayso.toml").write_text("fetch_time = 7.5\n")
    result = invoke("settings")
    assert result.exit_code == 2 and "Did you mean 'fetch_timeout'?" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_the_password_of_a_ledger_is_not_shown(monkeypatch: pytest.MonkeyPatch, extra: list[str]) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", "postgresql://ann:s3/cr:et@db.example/news")
    shown = invoke("settings", *extra).stdout
    assert "postgresql://ann:***@db.example/news" in shown and "s3/cr:et" not in shown


def test_no_key_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LLM_KEY", "sk-quite-secret")
    for arguments in (("settings",), ("settings", "--json")):
        result = invoke(*arguments)
        assert result.exit_code == 0
        assert "sk-quite-secret" not in result.output
        assert "***" in result.output
