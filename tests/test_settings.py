from __future__ import annotations

from pathlib import Path

import pytest

from sayso import settings
from sayso.errors import StopRun
from sayso.settings import Settings


def write(folder: Path, toml: str) -> Path:
    (folder / "sayso.toml").write_text(toml, "utf-8")
    return folder


def test_without_file_and_environment_the_defaults_hold(tmp_path: Path) -> None:
    assert Settings.load(tmp_path, {}) == Settings()


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    write(tmp_path, 'extractor = "other"\nfetch_timeout = 3\nmax_text_chars = 10')
    loaded = Settings.load(tmp_path, {"SAYSO_FETCH_TIMEOUT": "4.5", "PATH": "/bin", "SAYSOX": "1"})
    assert (loaded.extractor, loaded.fetch_timeout, loaded.max_text_chars) == ("other", 4.5, 10)
    assert loaded.max_file_bytes == Settings().max_file_bytes


def test_the_file_is_looked_for_where_the_user_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, "any_language = true"))
    assert Settings.load(environ={}).any_language is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, True) for word in ("true", "1", "YES", " on ")),
        *((word, False) for word in ("false", "0", "No", "off")),
    ],
)
def test_true_and_false_are_written_in_many_ways(tmp_path: Path, text: str, value: bool) -> None:
    assert Settings.load(tmp_path, {"SAYSO_ANY_LANGUAGE": text}).any_language is value


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("any_language", "perhaps", "true or false"),
        ("fetch_max_bytes", "many", "a whole number, 0 or more"),
        ("fetch_max_bytes", "2.5", "a whole number, 0 or more"),
        ("fetch_max_bytes", "-1", "a whole number, 0 or more"),
        ("fetch_timeout", "soon", "a number, 0 or more"),
        ("fetch_timeout", "nan", "a number, 0 or more"),
    ],
)
def test_a_wrong_value_in_the_environment_is_shown_with_what_would_do(
    tmp_path: Path, name: str, text: str, kind: str
) -> None:
    variable = f"SAYSO_{name.upper()}"
    default = getattr(Settings(), name)
    with pytest.raises(StopRun) as caught:
        Settings.load(tmp_path, {variable: text})
    assert str(caught.value) == (
        f"{variable}: {text!r} is not {kind}. Write for instance {default!r}, the default"
    )


@pytest.mark.parametrize(
    "line", ["extractor = 3", "fetch_max_bytes = true", "any_language = 1", "extractor = ['a']"]
)
def test_a_value_of_the_wrong_type_in_the_file_names_the_file(tmp_path: Path, line: str) -> None:
    name = line.split(" ", 1)[0]
    with pytest.raises(StopRun, match=rf"{name} in .*sayso\.toml.* is not "):
        Settings.load(write(tmp_path, line), {})


def test_an_unknown_setting_in_the_file_lists_the_choices(tmp_path: Path) -> None:
    with pytest.raises(StopRun) as caught:
        Settings.load(write(tmp_path, "fetch_timeouts = 3"), {})
    assert "sayso.toml" in str(caught.value)
    assert "Did you mean 'fetch_timeout'? Choose one of: " in str(caught.value)
    assert all(name in str(caught.value) for name, _, _ in settings.table())


@pytest.mark.parametrize("broken", [b"extractor = ", b"extractor = '\xff'"])
def test_a_broken_file_stops_the_run_and_is_named(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "sayso.toml").write_bytes(broken)
    with pytest.raises(StopRun, match=r"sayso\.toml: not valid TOML"):
        Settings.load(tmp_path, {})


def test_a_date_is_checked_where_it_is_set(tmp_path: Path) -> None:
    assert Settings.load(tmp_path, {"SAYSO_PUBLISHED": "2024-05-17"}).published == "2024-05-17"
    with pytest.raises(StopRun, match="SAYSO_PUBLISHED '17 May': not a date in EDTF"):
        Settings.load(tmp_path, {"SAYSO_PUBLISHED": "17 May"})


def test_every_setting_says_what_it_is_for() -> None:
    for name, default, help in settings.table():
        assert default == getattr(Settings(), name)
        assert help.endswith("."), name


def test_one_can_ask_where_a_value_comes_from(tmp_path: Path) -> None:
    write(tmp_path, "any_language = true\nfetch_timeout = 1")
    found = settings.origins(tmp_path, {"SAYSO_FETCH_TIMEOUT": "2", "SAYSO_NOT_A_SETTING": "1"})
    assert found["any_language"] == str(tmp_path / "sayso.toml")
    assert (found["fetch_timeout"], found["extractor"]) == ("SAYSO_FETCH_TIMEOUT", "default")
    assert set(found) == {name for name, _, _ in settings.table()}
