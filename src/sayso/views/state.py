"""The state of a ledger, and what its runs skipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.views import judged
from sayso.views.inert import on_one_line
from sayso.views.record import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.ledger import Status
    from sayso.ledger.runs import Fault, Run
    from sayso.views.terminal import Terminal


def lines(status: Status, terminal: Terminal) -> Iterator[RenderableType]:
    yield terminal.say((on_one_line(status.address), "bold"))
    for name, words in _counts(status):
        yield terminal.named(name, words)
    yield terminal.rule("─", "Last runs")
    for run in status.runs:
        yield terminal.say(*_run(run), margin=f"{run.key:>4}  ", columns=6)
    if not status.runs:
        yield terminal.say("none yet", columns=2)
    if any(run.skipped for run in status.runs):
        yield terminal.say(
            ("sayso status --errors [RUN] shows what a run skipped", "bright_black"), columns=2
        )
    if status.waiting:
        yield terminal.rule("─", "Judgements that wait: no claim is at their words any more")
    for judgement in status.waiting:
        words = on_one_line(judgement.quoted or "(words forgotten)")
        yield terminal.say(f"“{words}”", margin="  · ", columns=4)
        yield from judged.lines([judgement], terminal, 4)


def record(status: Status) -> Record:
    return {
        "ledger": status.address,
        "schema": status.schema,
        "size": status.size,
        "documents": status.documents,
        "superseded": status.superseded,
        "claims": status.claims,
        "names": status.names,
        "collections": dict(status.collections),
        "readings": [
            {"method": m, "count": count, "current": current} for m, count, current in status.methods
        ],
        "vectors": {"count": status.vectors, "indexed": status.indexed},
        "judgements": {"count": status.judgements, "waiting": [judged.record(j) for j in status.waiting]},
        "forgotten": status.forgotten,
        "backups": [{"path": path, "made": made} for path, made in status.backups],
        "runs": [_run_record(run) for run in status.runs],
    }


def errors(run: Run, faults: Sequence[Fault], terminal: Terminal) -> Iterator[RenderableType]:
    """What a run skipped, each with its cause and what to do."""
    yield terminal.say(*_run(run), margin=f"{run.key:>4}  ", columns=6)
    for fault in faults:
        words = on_one_line(f"{fault.what}: {fault.why}. {fault.todo}")
        yield terminal.say(words, margin="  · ", columns=4)
    if len(faults) < run.skipped:
        yield terminal.say(f"These are the first {len(faults):,} of {run.skipped:,}.", columns=2)
    elif not faults:
        yield terminal.say("It skipped nothing.", columns=2)


def errors_record(ledger: str, run: Run, faults: Sequence[Fault]) -> Record:
    return {
        "ledger": ledger,
        "run": _run_record(run),
        "errors": [{"what": fault.what, "why": fault.why, "todo": fault.todo} for fault in faults],
    }


def size_words(size: int) -> str:
    """Bytes, as people say them (SI: 1 kB is 1,000)."""
    for unit, one in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= one:
            return f"{size / one:.1f} {unit}"
    return f"{size} bytes"


def _counts(status: Status) -> Iterator[tuple[str, str]]:
    older = f", {status.superseded:,} of them older versions" if status.superseded else ""
    yield "documents", f"{status.documents:,}{older}"
    yield "claims", f"{status.claims:,}"
    yield "names", f"{status.names:,}"
    for name, count in status.collections:
        yield "collection", on_one_line(f"{name}: {count:,} document{'s'[: count != 1]}")
    for method, count, current in status.methods:
        many = f"{count:,} reading{'s'[: count != 1]}"
        yield "extractor", on_one_line(f"{method}: {many}, {current:,} of them current")
    yield "vectors", _vectors(status)
    waits = f", {len(status.waiting):,} of them waiting for their words" if status.waiting else ""
    yield "judgements", f"{status.judgements:,}{waits}"
    yield "forgotten", f"{status.forgotten:,}"
    for path, made in status.backups:
        yield "backup", on_one_line(f"{path}, made {made}")
    if not status.backups:
        yield "backups", "none"
    yield "size", f"{size_words(status.size)}, schema {status.schema}"


def _vectors(status: Status) -> str:
    if not status.indexed:
        return f"{status.vectors:,}, compared one by one"
    return f"{status.vectors:,}, {status.indexed:,} of them in the index"


def _run(run: Run) -> Iterator[str | tuple[str, str]]:
    yield (run.started, "bright_black")
    yield f" {on_one_line(run.command)}"
    yield f": {run.recorded:,} recorded, {run.passed:,} there already, "
    yield (f"{run.skipped:,} skipped", "red" if run.skipped else "")
    if run.finished is None:
        yield ("; not finished: it runs still, or was ended", "yellow")


def _run_record(run: Run) -> Record:
    return {
        "number": run.key,
        "started": run.started,
        "finished": run.finished,
        "command": run.command,
        "version": run.version,
        "recorded": run.recorded,
        "passed": run.passed,
        "skipped": run.skipped,
    }
