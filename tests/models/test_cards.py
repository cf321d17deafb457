"""What `sayso models` tells of each extractor: its card, and whether its weights are what was shipped."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from rich.console import Console

from sayso import models, plugins
from sayso.cli import main
from sayso.errors import StopRun
from sayso.models.trained import weights
from sayso.views import cards

OWN = ["rules", "trained"]
WEIGHTS = b"weights"


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["models", *arguments], prog_name="sayso")


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package of someone else's extractor `wirefinder`, installed."""
    folder = tmp_path / "wire_finder"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text('"""Finds wires:\nall of them.\n\nMore."""\n', "utf-8")
    (folder / "card.md").write_text("# Wires\n\nSee `wires`.\x1b[31m\n", "utf-8")
    (folder / "data" / "net.bin").write_bytes(WEIGHTS)
    made = {"version": "2.5", "sha256": {"net.bin": hashlib.sha256(WEIGHTS).hexdigest()}, "seed": 7}
    (folder / "data" / "manifest.json").write_text(json.dumps(made), "utf-8")
    info = tmp_path / "wire_finder-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wire-finder\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[sayso.extractor]\nwirefinder = wire_finder\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    sys.modules.pop("wire_finder", None)


def test_every_extractor_is_listed_with_the_one_in_use(
    monkeypatch: pytest.MonkeyPatch, package: Path
) -> None:
    monkeypatch.setenv("SAYSO_EXTRACTOR", "wirefinder")
    result = invoke()
    assert result.exit_code == 0 and not result.stderr
    assert [line for line in result.stdout.splitlines() if not line.startswith(" ")] == [
        models.installed("rules").method,
        models.installed("trained").method,
        "wirefinder 2.5 (used by sayso read)",
    ]
    assert "Finds wires: all of them. 0.0 MB of weights in 1 file, all as shipped" in one_line(result.stdout)


def test_the_shipped_weights_are_whole() -> None:
    found = models.installed("trained")
    folder = Path(found.folder)
    assert {f.name: f.found for f in found.files} == found.manifest["sha256"]
    assert found.size == sum((folder / f.name).stat().st_size for f in found.files) > 1_000_000
    assert found.version and not found.faults


def _missing(package: Path) -> str:
    (package / "data" / "net.bin").unlink()
    return "net.bin: cannot be read (No such file or directory)"


def _changed(package: Path) -> str:
    (package / "data" / "net.bin").write_bytes(b"wEights")
    return "net.bin: is not the file that was shipped (SHA-256 "


def _manifest(content: bytes, said: str) -> Callable[[Path], str]:
    def damage(package: Path) -> str:
        (package / "data" / "manifest.json").write_bytes(content)
        return f"manifest.json: is damaged ({said}"

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        _missing,
        _changed,
        _manifest(b'{"version": ', ""),
        _manifest(b"\xff\xfe", ""),
        _manifest(b"[]", "no list of files"),
        _manifest(b'{"sha256": "none"}', "no list of files"),
    ],
)
@pytest.mark.parametrize("arguments", [[], ["wirefinder"], ["--json"]], ids=str)
def test_a_broken_file_is_named_with_what_to_do(
    package: Path, damage: Callable[[Path], str], arguments: list[str]
) -> None:
    said = damage(package)
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1 and said in result.stderr
    assert "Install wire_finder anew, or choose another extractor (--extractor rules)" in result.stderr
    if arguments == ["--json"]:
        found = json.loads(result.stdout)
        assert [name for name, model in found.items() if not model["whole"]] == ["wirefinder"]
        assert said in found["wirefinder"]["faults"][0]
    else:
        assert f"broken: {said.partition(':')[0]}\n" in result.stdout


@pytest.mark.parametrize("gone", ["data", "data/manifest.json", "data/encoder.onnx", "data/pieces.txt"])
def test_the_list_and_the_extractor_agree_on_what_is_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, gone: str
) -> None:
    folder = tmp_path / "trained"
    shutil.copytree(Path(str(files("sayso.models.trained"))) / "data", folder / "data")
    monkeypatch.setattr(models, "files", lambda module: folder)
    assert invoke("trained").exit_code == 0
    target = folder / gone
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    with pytest.raises(StopRun) as caught:
        weights.read(folder / "data")
    result = invoke("trained")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{caught.value.what}: {caught.value.why}. Install sayso anew, or")


def test_an_extractor_that_cannot_be_imported_is_broken(package: Path) -> None:
    (package / "__init__.py").write_text("import no_such_library\n", "utf-8")
    result = invoke()
    assert result.exit_code == 1 and "cannot be imported" in result.stdout
    assert "extractor 'wirefinder': cannot be imported (No module named 'no_such_library')" in result.stderr


def test_a_single_module_has_neither_card_nor_weights(package: Path) -> None:
    shutil.rmtree(package)
    package.with_suffix(".py").write_text('"""Finds."""\nVERSION = "3"\n', "utf-8")
    result = invoke("wirefinder")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "wirefinder 3\n    Finds.\n    no weights\n\nwirefinder brings no card.\n"


def test_json_is_exact(package: Path) -> None:
    found = json.loads(invoke("wirefinder", "--json").stdout)
    assert list(found) == ["wirefinder"]
    model = found["wirefinder"]
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    assert model["files"] == [
        {"name": "net.bin", "size": 7, "sha256": digest, "shipped_sha256": digest, "whole": True, "why": None}
    ]
    assert model["manifest"] == json.loads((package / "data" / "manifest.json").read_text("utf-8"))
    assert model["card"] == (package / "card.md").read_text("utf-8")
    assert (model["method"], model["whole"], model["used"], model["size"]) == (
        "wirefinder 2.5",
        True,
        False,
        7,
    )


def test_json_goes_to_a_file(tmp_path: Path) -> None:
    result = invoke("--json", str(tmp_path / "out.json"))
    assert (result.exit_code, result.output) == (0, "")
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert list(found) == plugins.names("extractor")
    assert found["trained"]["manifest"]["tuning"] and found["trained"]["manifest"]["config"]


def test_a_name_is_never_taken_for_an_output(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("--json", "trained")
    assert result.exit_code == 2 and "put --json last" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_unknown_name_lists_what_there_is() -> None:
    result = invoke("trainde")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "extractor 'trainde': no such name. Did you mean 'trained'? "
        f"Choose one of: {', '.join(plugins.names('extractor'))}\n"
    )


def test_names_are_completed(package: Path) -> None:
    complete = ShellComplete(main, {}, "sayso", "_SAYSO_COMPLETE").get_completions
    assert [c.value for c in complete(["models"], "")] == [*OWN, "wirefinder"]
    assert [c.value for c in complete(["models"], "t")] == ["trained"]


@pytest.mark.parametrize("name", OWN)
def test_our_own_bring_a_card_of_this_version(name: str) -> None:
    found = models.installed(name)
    assert found.card.startswith("# Model card: ")
    assert f"\n| version | {found.version} |\n" in found.card


@pytest.mark.parametrize("name", OWN)
def test_elsewhere_than_on_a_terminal_the_card_is_as_written(name: str) -> None:
    assert invoke(name).stdout.endswith("\n\n" + models.installed(name).card)


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("width", [60, 100, 200])
def test_on_a_terminal_the_card_is_laid_out(name: str, width: int) -> None:
    console = Console(file=io.TextIOWrapper(io.BytesIO(), "utf-8"), force_terminal=True, width=width)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", cards.card(models.installed(name), console))
    lines = shown.splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    assert "|---|" not in shown and "**" not in shown
    assert "What it is for" in (line.strip() for line in lines)


def test_a_terminal_without_the_symbols_gets_the_card_as_written() -> None:
    console = Console(file=io.TextIOWrapper(io.BytesIO(), "ascii"), force_terminal=True, width=80)
    found = models.installed("rules")
    assert cards.card(found, console) == found.card


def test_a_card_cannot_steer_the_terminal(package: Path) -> None:
    assert "See `wires`.␛[31m" in invoke("wirefinder").stdout
    console = Console(file=io.TextIOWrapper(io.BytesIO(), "utf-8"), force_terminal=True, no_color=True)
    assert "␛[31m" in cards.card(models.installed("wirefinder"), console)


@pytest.mark.parametrize("arguments", [[], ["--json"], ["trained"]], ids=str)
def test_no_extractor_is_made_ready(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom sayso.cli import main\n"
        f"main(['models', *{arguments!r}], standalone_mode=False)\n"
        "heavy = {'onnxruntime', 'spacy', 'thinc', 'numpy', 'lxml'}.intersection(sys.modules)\n"
        "print(*sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout and done.stderr.strip() == ""
