from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import plugins
from sayso.errors import StopRun


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An installed package of someone else's that brings an exporter named `telegraph`."""
    (tmp_path / "wire_formats.py").write_text('SUFFIX = ".tg"\n', "utf-8")
    info = tmp_path / "wire_formats-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wire-formats\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[sayso.exporter]\ntelegraph = wire_formats\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "telegraph"
    sys.modules.pop("wire_formats", None)


@pytest.mark.parametrize("kind", plugins.FOLDERS)
def test_names_are_the_files_of_the_folder(kind: str) -> None:
    folder = Path(plugins.__file__).parent.joinpath(*plugins.FOLDERS[kind].split(".")[1:])
    files = {p.stem for p in folder.iterdir() if (p.suffix == ".py" or (p / "__init__.py").is_file())}
    assert set(plugins.names(kind)) >= files - {"__init__"}
    assert plugins.names(kind) == sorted(plugins.names(kind))


def test_names_imports_no_plug_in(distribution: str) -> None:
    assert distribution in plugins.names("exporter")
    assert "wire_formats" not in sys.modules


def test_another_package_joins_by_entry_point(distribution: str) -> None:
    assert plugins.load("exporter", distribution).SUFFIX == ".tg"


def test_an_unknown_plug_in_lists_what_there_is(distribution: str) -> None:
    with pytest.raises(StopRun) as caught:
        plugins.load("exporter", "telegraf")
    assert str(caught.value).startswith("exporter 'telegraf': no such name. Did you mean 'telegraph'?")
    assert ", ".join(plugins.names("exporter")) in str(caught.value)


@pytest.mark.parametrize("name", ["", "..", "os", "__init__", "rules.parsing"])
def test_only_a_plug_ins_own_name_loads(name: str) -> None:
    with pytest.raises(StopRun, match="no such name"):
        plugins.load("extractor", name)


def test_an_unknown_kind_lists_the_kinds() -> None:
    with pytest.raises(StopRun) as caught:
        plugins.names("writer")
    assert str(caught.value).endswith(
        "Choose one of: encoder, entailer, evidence source, exporter, extractor, reader, settling method"
    )
