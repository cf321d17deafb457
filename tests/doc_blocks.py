"""The examples in the docs: found, run, and written anew with `make docs`.

In a ```console block a line that starts with `$ ` is a command and the lines up to the next are what it
prints. Commands that begin with `sayso`, variables set before it allowed, are run by a shell, in the order
of the page, in a folder of the page's own where `examples/` lies; others (`make`, `pip`) are not. No output
shown: it must only end well. A line `...` stands for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso import settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
COPIES = {
    ROOT / "docs" / "model-card.md": ROOT / "src" / "sayso" / "models" / "trained" / "card.md",
    ROOT / "docs" / "entailment-card.md": ROOT / "src" / "sayso" / "entailers" / "trained" / "card.md",
    ROOT / "docs" / "vectors-card.md": ROOT / "src" / "sayso" / "encoders" / "static" / "card.md",
}
"""A page and the file of the package that it is a copy of: change that one."""
_FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_RUNNABLE = re.compile(r"([A-Z_]+=\S* )*(cat \S+ \| )?sayso ")
_TABLE = re.compile(r"(?<=<!-- settings: written by `make docs` -->\n).*(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    line: str
    shown: str

    @property
    def runs(self) -> bool:
        return bool(_RUNNABLE.match(self.line))


def blocks(page: Path, language: str) -> list[str]:
    found = _FENCED.finditer(page.read_text("utf-8"))
    return [m["body"] for m in found if m["language"] == language]


def commands(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield Command(line.partition("  #")[0].strip(), shown)


def workplace(folder: Path) -> Path:
    """A folder like the one that a reader of the docs stands in."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    return folder


def run(command: Command, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")}
    environment |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        ["sh", "-c", command.line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def printed(text: str) -> str:
    """Without spaces at line ends and times of retrieval, which differ from run to run."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2024-01-01T00:00:00Z", text)
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def agrees(shown: str, found: str) -> bool:
    if not shown.strip():
        return True
    pieces = re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)
    pattern = "(?:.*\n)*".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, printed(found)) is not None


def is_fault(output: str) -> bool:
    """Whether Sayso itself broke, which no page should show as its answer."""
    return "This is a fault in Sayso" in output or "Traceback (most recent" in output


def settings_table() -> str:
    rows = ["| setting | default | what it is for |", "|---|---|---|"]
    for name, default, help in settings.table():
        value = str(default).lower() if isinstance(default, bool) else repr(default)
        rows.append(f"| `{name}` | `{value}` | {help} |")
    return "\n".join(rows) + "\n"


def written_anew(page: Path, folder: Path) -> str:
    """The page with its tables and its commands' outputs as they are now."""

    def block(match: re.Match[str]) -> str:
        if match["language"] != "console":
            return match.group()
        lines = [_rerun(part, folder) for part in re.split(r"^(?=\$ )", match["body"], flags=re.MULTILINE)]
        return f"```console\n{''.join(lines)}```"

    text = _FENCED.sub(block, page.read_text("utf-8"))
    return _TABLE.sub(lambda _: settings_table(), text)


def _rerun(part: str, folder: Path) -> str:
    found = list(commands(part))
    if not found or not found[0].runs:
        return part
    output = run(found[0], folder).stdout
    if is_fault(output):
        raise RuntimeError(f"{found[0].line}\n{output}\nNothing is written: mend this first")
    # Where a page shows no output, or only pieces of it, its writer chose what is to be seen.
    if not found[0].shown.strip() or re.search(r"^\.\.\.$", found[0].shown, re.MULTILINE):
        return part
    return part.partition("\n")[0] + "\n" + printed(output)


def main() -> None:
    import tempfile

    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = written_anew(COPIES.get(page, page), workplace(Path(folder)))
            page.write_text(text, "utf-8")
            if page in COPIES:
                COPIES[page].write_text(text, "utf-8")


if __name__ == "__main__":
    main()
