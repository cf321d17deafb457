"""The docs cannot drift: what they show is run, what exists is in them, and every link leads somewhere."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click
import pytest

import doc_blocks
from doc_blocks import PAGES, ROOT, Command
from sayso import plugins, settings
from sayso.cli import main

DOCS = {page: page.read_text("utf-8") for page in PAGES}
ALL = "\n".join(DOCS.values())


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


COMMANDS = [
    (page, command)
    for page in PAGES
    for block in doc_blocks.blocks(page, "console")
    for command in doc_blocks.commands(block)
    if command.runs and "https://" not in command.line
]
PYTHON = [(page, block) for page in PAGES for block in doc_blocks.blocks(page, "python")]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A folder a page: what one page puts into a ledger is not what another finds in it."""
    return cache(lambda page: doc_blocks.workplace(tmp_path_factory.mktemp(page.stem)))


@pytest.mark.parametrize(
    ("page", "command"), COMMANDS, ids=[f"{_name(p)}: {c.line[:60]}" for p, c in COMMANDS]
)
def test_command_prints_what_the_page_shows(
    page: Path, command: Command, folders: Callable[[Path], Path]
) -> None:
    folder = folders(page)
    _put_named_files(command, folder)
    done = doc_blocks.run(command, folder)
    assert not doc_blocks.is_fault(done.stdout), done.stdout
    assert command.shown.strip() or done.returncode == 0, done.stdout
    assert doc_blocks.agrees(command.shown, done.stdout), (
        f"{_name(page)}: make docs writes it anew:\n{done.stdout}"
    )


def _put_named_files(command: Command, folder: Path) -> None:
    """`article.txt`, `archive/` and the like stand for the reader's own; `no-such-file.txt` is not there."""
    story = (ROOT / "examples" / "harbour.txt").read_bytes()
    for name in re.findall(r"(?<=\s)(?!no-such-)[a-z-]+(?:\.txt|/)(?=\s|$)", command.line):
        path = folder / name
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
            path /= "story.txt"
        path.write_bytes(story)


@pytest.mark.parametrize(("page", "block"), PYTHON, ids=[f"{_name(p)}: {b.strip()[:40]}" for p, b in PYTHON])
def test_python_runs(
    page: Path, block: str, folders: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folders(page))
    if ">>>" not in block:
        exec(compile(block, _name(page), "exec"), {"__name__": "example"})
        return
    test = doctest.DocTestParser().get_doctest(block, {}, _name(page), str(page), 0)
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert results.failed == 0, "see the output above"
    assert results.attempted > 0


def test_examples_are_found_and_compared() -> None:
    assert {_name(page) for page, _ in COMMANDS} >= {"docs/tutorial.md", "docs/settings.md"}
    assert any(command.shown.strip() for _, command in COMMANDS)
    assert "README.md" in {_name(page) for page, _ in PYTHON}
    assert doc_blocks.agrees("a\n...\nz\n", "a\nb  \nc\nz\n")
    assert not doc_blocks.agrees("a\nz\n", "a\nb\nz\n")
    assert not doc_blocks.agrees("a\n", "b\n")


@pytest.mark.parametrize("verb", sorted(main.commands))
def test_every_command_and_option_is_documented(verb: str) -> None:
    pages = [text for text in DOCS.values() if f"sayso {verb}" in text]
    assert pages
    for parameter in main.commands[verb].params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert any(option in text for text in pages for option in parameter.opts), parameter.opts


@pytest.mark.parametrize("kind", plugins.FOLDERS)
def test_every_plug_in_is_documented(kind: str) -> None:
    own = [name for name in plugins.names(kind) if f"`{name}`" not in ALL]
    assert not own, f"no page has {kind} {own}"


def test_every_setting_is_documented_as_it_is() -> None:
    assert doc_blocks.settings_table() in DOCS[ROOT / "docs" / "settings.md"], "run make docs"
    for name, _, _ in settings.table():
        assert f"`{name}`" in ALL


@pytest.mark.parametrize("page", doc_blocks.COPIES, ids=_name)
def test_a_copy_is_what_the_package_holds(page: Path) -> None:
    source = doc_blocks.COPIES[page]
    assert DOCS[page] == source.read_text("utf-8"), f"change {_name(source)} and run make docs"


LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)|^\[[^\]]+\]: (?P<defined>\S+)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", DOCS[page], flags=re.MULTILINE | re.DOTALL)
    for match in LINK.finditer(prose):
        target = match["target"] or match["defined"]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{_name(page)} links to {target}"
        if anchor:
            assert anchor in _anchors(file), f"{_name(page)} links to {target}"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_index() -> None:
    index = DOCS[ROOT / "docs" / "index.md"]
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index, page.name
