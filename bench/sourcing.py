"""Sourced statements and their kinds: `python bench/sourcing.py DATA [--extractor NAME] [--json OUT]`.

Reads `DATA/attribution/sourcing_dev.jsonl.gz` and scores it with `score_sourcing.py`: how many of the
statements were found, and of how many of those the kind of source is right, with 95 % intervals.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import predictions
from sayso.settings import Settings

_ROW = re.compile(r"^(statements found|kind right of found): ([\d.]+)", re.M)


def run(data: Path, extractor: str, scorer: Path | None = None) -> tuple[dict[str, float], str]:
    """Shares by measure, and the scorer's whole table."""
    gold = data / "attribution" / "sourcing_dev.jsonl.gz"
    script = predictions.scorer(data, "score_sourcing.py", scorer)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "predictions.jsonl")
        predictions.write(gold, out, extractor)
        printed = predictions.score([str(script), str(gold), str(out)])
    return {name: float(value) for name, value in _ROW.findall(printed)}, printed


def measure(data: Path) -> dict[str, float]:
    """The scores of the default extractor."""
    return run(data, Settings().extractor)[0]


def main() -> None:
    parser = predictions.parser(__doc__)
    asked = parser.parse_args()
    scores, printed = run(asked.data, asked.extractor, asked.scorer)
    predictions.report(printed, scores, asked.json)


if __name__ == "__main__":
    main()
