"""The progress line as a terminal draws it. Made of rich's own types, so imported late: see `progress`."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.progress import Progress as Live
from rich.progress_bar import ProgressBar
from rich.text import Text

from sayso.cli.progress import figures
from sayso.views.inert import on_one_line


def terminal() -> Console:
    return Console(stderr=True, highlight=False, markup=False)


class Bar:
    """A spinner, the words, a bar where a total is known, and figures where something is counted."""

    def __init__(self, console: Console, words: str, unit: str) -> None:
        self._live = Live(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            _Part(bar_width=20),
            _Figures(),
            console=console,
            transient=True,
            # rich would print again, in its own way, what others print meanwhile.
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._live.add_task(on_one_line(words), total=None, unit=unit, counted=False)

    def describe(self, words: str) -> None:
        self._live.update(self._task, description=on_one_line(words))

    def count(self, done: int, total: int | None) -> None:
        self._live.update(self._task, completed=done, total=total, counted=True)

    def start(self) -> None:
        self._live.start()

    def stop(self) -> None:
        self._live.stop()


class _Part(BarColumn):
    """How much of the total is done; without one, rich would draw a bar that only moves about."""

    def render(self, task: Task) -> ProgressBar:
        return super().render(task) if task.total is not None else ProgressBar(width=0)


class _Figures(ProgressColumn):
    def render(self, task: Task) -> Text:
        if not task.fields["counted"]:
            return Text("")
        total = None if task.total is None else int(task.total)
        return Text(figures(int(task.completed), total, task.fields["unit"], task.speed))
