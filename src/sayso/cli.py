"""The command line: one function a verb, each a parser around what returns data. Imports late: `--help`
must be instant."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

import click

from sayso import __version__, plugins
from sayso.errors import SaysoError, SkipDocument, StopRun

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

    from sayso import protocols
    from sayso.exporters import Output
    from sayso.settings import Settings
    from sayso.types import Reading

STDOUT = "-"
INTERRUPTED, BROKEN_PIPE = 130, 141
"""Exit codes as if the signal had ended the program, which is what a shell expects."""

EXAMPLES = """\b
Examples:
  sayso read article.txt
  sayso read https://example.org/story --html report.html
  sayso read reports/ 'archive/*.pdf' --json readings.jsonl
  sayso read article.txt --json | jq .claims
"""


class _Verbs(click.Group):
    """Ends a run as people and shells expect: one line for an error, nothing for Ctrl-C or a closed pipe."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a character of an article must not end the run.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except StopRun as error:
            _complain(error)
            ctx.exit(2)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _silence_stdout()
            ctx.exit(BROKEN_PIPE)
        return result


def _checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from sayso.edtf import FORMS, is_edtf

    if value is not None and not is_edtf(value):
        raise click.BadParameter(f"{value!r} is not a date in EDTF. Write for instance {'; '.join(FORMS)}.")
    return value


_json_option = click.option(
    "--json",
    "json_out",
    metavar="[OUT]",
    is_flag=False,
    flag_value=STDOUT,
    help="Write the same as JSON to OUT, or to standard output (then nothing else is printed there).",
)


@click.group(cls=_Verbs, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """On whose say-so? Reads the news into claims: who says it, through whom, how surely."""


@main.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--html", "html_out", metavar="OUT", help="Write one self-contained HTML report to OUT.")
@_json_option
@click.option(
    "--published",
    metavar="DATE",
    callback=_checked_date,
    help="Date of the documents (EDTF, e.g. 2017-08-05), where you know better than they say.",
)
@click.option("--extractor", type=click.Choice(plugins.names("extractor")), help="What finds who says what.")
@click.pass_context
def read(ctx: click.Context, /, paths: tuple[str, ...], **chosen: str | None) -> None:
    """Read articles: every claim, and through whom it comes.

    PATH is a file (text, HTML, PDF, DOCX, e-mail, JSONL, RSS or Atom), a folder, a glob, an http(s)
    address, or - for standard input. Exit code: 0 all read, 1 some documents skipped, 2 nothing could
    be read this way.
    """
    html_out, json_out = chosen["html_out"], chosen["json_out"]
    _check_outputs(paths, html_out, json_out)
    settings = _settings(chosen["extractor"], chosen["published"])
    with ExitStack() as stack:
        sinks: list[_Sink] = []
        if STDOUT not in (html_out, json_out):
            sinks.append(_Pretty())
        if json_out is not None:
            sinks.append(_Exported("jsonl", stack.enter_context(_opened(json_out))))
        if html_out is not None:
            sinks.append(_Exported("html", stack.enter_context(_opened(html_out)), together=True))
        skipped = _read(paths, settings, sinks)
    if skipped:
        ctx.exit(1)


@main.command()
@_json_option
def settings(json_out: str | None) -> None:
    """Show every setting, its value and where that comes from.

    A setting is changed in the file sayso.toml in the working folder, or by a variable: SAYSO_ and its
    name in capitals.
    """
    import json

    from sayso.settings import Settings, origins, table

    current, come_from = Settings.load(), origins()
    rows = [(name, getattr(current, name), come_from[name], help) for name, _, help in table()]
    if json_out is not None:
        data = {name: {"value": value, "from": origin, "help": help} for name, value, origin, help in rows}
        with _opened(json_out) as out:
            out.write(json.dumps(data, indent=2).encode() + b"\n")
        return
    for name, value, origin, help in rows:
        shown = str(value).lower() if isinstance(value, bool) else repr(value)
        click.echo(f"{_styled(name, bold=True)} = {shown}  ({origin})\n    {help}")


@main.command()
@click.argument(
    "name", required=False, shell_complete=lambda c, p, word: [n for n in _extractors() if n.startswith(word)]
)
@_json_option
@click.pass_context
def models(ctx: click.Context, /, name: str | None, json_out: str | None) -> None:
    """Show what each extractor is and whether its files are whole; with a NAME, its whole model card.

    Exit code: 0 all whole, 1 something is missing or changed, 2 no extractor has that name.
    """
    from sayso.models import installed
    from sayso.settings import Settings
    from sayso.views import cards

    if name is None and json_out in _extractors():
        raise click.UsageError(
            f"--json took {json_out!r} as its OUT: put --json last, or write ./{json_out}."
        )
    used = Settings.load().extractor
    found = [installed(n) for n in ([name] if name else _extractors())]
    if json_out is not None:
        with _opened(json_out) as out:
            out.write(cards.as_json(found, used))
    else:
        for model in found:
            first, *rest = cards.lines(model, used)
            click.echo("\n    ".join([_styled(first, bold=True), *rest]))
        if name:
            click.echo("\n" + cards.card(found[0], _console()), nl=False, color=True)
    for fault in (faults := [fault for model in found for fault in model.faults]):
        _complain(fault)
    if faults:
        ctx.exit(1)


def _extractors() -> list[str]:
    return plugins.names("extractor")


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that lets a shell complete what you type."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise StopRun(f"shell {shell!r}", "click cannot complete for it", "Choose bash, zsh or fish")
    click.echo(f"# Completion for sayso. To keep it:\n#   {_KEEP[shell]}")
    click.echo(kind(main, {}, "sayso", "_SAYSO_COMPLETE").source())


_KEEP = {
    "bash": "sayso completion bash > ~/.local/share/bash-completion/completions/sayso",
    "zsh": "sayso completion zsh > ~/.sayso.zsh && echo 'source ~/.sayso.zsh' >> ~/.zshrc",
    "fish": "sayso completion fish > ~/.config/fish/completions/sayso.fish",
}


def _check_outputs(paths: tuple[str, ...], html_out: str | None, json_out: str | None) -> None:
    if not paths:
        hint = ""
        if json_out not in (None, STDOUT):
            hint = (
                f" --json took {json_out!r} as its OUT: put --json last, or write --json - before the PATH."
            )
        raise click.UsageError(f"Missing argument 'PATH...'.{hint}")
    if html_out is not None and html_out == json_out:
        raise click.UsageError(f"--html and --json cannot both go to {html_out!r}: name two files.")


def _settings(extractor: str | None, published: str | None) -> Settings:
    from sayso.settings import Settings

    loaded = Settings.load()
    return replace(loaded, extractor=extractor or loaded.extractor, published=published or loaded.published)


def _read(paths: Iterable[str], settings: Settings, sinks: list[_Sink]) -> int:
    """Hand every reading to every sink, and every complaint to standard error; how many were skipped."""
    from sayso import pipeline

    done = skipped = claims = 0
    with _progress() as progress:
        for item in pipeline.gather(paths, settings):
            with progress.paused():
                if isinstance(item, SkipDocument):
                    skipped += 1
                    _complain(item, "skipped ")
                else:
                    done, claims = done + 1, claims + len(item.claims)
                    _hand_over(item, sinks)
            progress.show(f"{done} read, {skipped} skipped, {claims} claims so far")
        for sink in sinks:
            sink.finish()
    if skipped:
        _say(f"{skipped} of {done + skipped} documents skipped, {done} read.")
    return skipped


def _hand_over(reading: Reading, sinks: list[_Sink]) -> None:
    for sink in tuple(sinks):
        try:
            sink.take(reading)
        except BrokenPipeError:
            # `sayso read x --html out.html | head` still owes its reader the file.
            if len(sinks) == 1:
                raise
            sinks.remove(sink)
            _silence_stdout()


def _silence_stdout() -> None:
    """Whoever read it is gone; Python would flush it once more at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Sink(Protocol):
    """Where readings go."""

    def take(self, reading: Reading) -> None: ...

    def finish(self) -> None: ...


def _console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


class _Pretty:
    """The terminal view, printed as each document comes."""

    def __init__(self) -> None:
        from sayso.views.terminal import shows_symbols

        self.console = _console()
        self.ascii_only = not shows_symbols(self.console)

    def take(self, reading: Reading) -> None:
        from sayso.views import article
        from sayso.views.terminal import render

        # Captured, for rich ends the program by itself when a pipe is closed.
        with self.console.capture() as captured:
            self.console.print(render(article(reading), ascii_only=self.ascii_only))
        click.echo(captured.get(), nl=False, color=self.console.is_terminal)

    def finish(self) -> None:
        pass


@dataclass
class _Exported:
    """An exporter's bytes, written to a file as each document comes, or `together` at the end."""

    name: str
    out: Output | _StandardOutput
    together: bool = False
    kept: list[Reading] = field(default_factory=list)

    def take(self, reading: Reading) -> None:
        self.kept.append(reading)
        if not self.together:
            self.write()

    def finish(self) -> None:
        if self.together:
            self.write()

    def write(self) -> None:
        exporter: protocols.Exporter = plugins.load("exporter", self.name)
        for chunk in exporter.export(self.kept):
            self.out.write(chunk)
        self.kept.clear()


class _StandardOutput:
    def write(self, data: bytes) -> None:
        out = sys.stdout.buffer
        out.write(data)
        out.flush()


@contextmanager
def _opened(path: str) -> Iterator[Output | _StandardOutput]:
    from sayso.exporters import Output

    if path == STDOUT:
        yield _StandardOutput()
    else:
        with Output(path) as output:
            yield output


class _Progress:
    """A line on standard error that says how far the run is; silent where that is no terminal."""

    def __init__(self) -> None:
        self._status: Status | None = None
        if sys.stderr.isatty():
            from rich.console import Console

            console = Console(stderr=True, highlight=False, markup=False)
            self._status = console.status("loading the extractor ...") if console.is_terminal else None

    def show(self, words: str) -> None:
        if self._status:
            self._status.update(words)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """While something else is printed: both may be the same terminal."""
        self.stop()
        yield
        self.start()

    def start(self) -> None:
        if self._status:
            self._status.start()

    def stop(self) -> None:
        if self._status:
            self._status.stop()


@contextmanager
def _progress() -> Iterator[_Progress]:
    progress = _Progress()
    progress.start()
    try:
        yield progress
    finally:
        progress.stop()


def _complain(error: SaysoError, prefix: str = "") -> None:
    _say(prefix + str(error), fg="red")


def _say(words: str, **style: Any) -> None:  # noqa: ANN401 - click's styles
    from sayso.views.inert import on_one_line

    coloured = sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    words = on_one_line(words)
    click.echo(click.style(words, **style) if coloured else words, err=True)


def _styled(words: str, **style: Any) -> str:  # noqa: ANN401 - click's styles
    return click.style(words, **style) if sys.stdout.isatty() and "NO_COLOR" not in os.environ else words
