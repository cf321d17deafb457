"""Attribution on PolNeAR: `python bench/attribution.py DATA [--extractor NAME] [--errors N] [--json OUT]`.

Reads `DATA/attribution/polnear_dev.jsonl.gz` and scores it with `score_attribution.py`: relation F1, and
spans exact as runs of tokens (`frag/`).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import predictions
from sayso.settings import Settings


def run(
    data: Path, extractor: str, scorer: Path | None = None, errors: int = 0
) -> tuple[dict[str, float], str]:
    """F1 by measure, and the scorer's whole table."""
    gold = data / "attribution" / "polnear_dev.jsonl.gz"
    script = predictions.scorer(data, "score_attribution.py", scorer)
    with tempfile.TemporaryDirectory() as folder:
        out, table = Path(folder, "predictions.jsonl"), Path(folder, "scores.json")
        predictions.write(gold, out, extractor)
        command = [str(script), str(gold), str(out), "--json", str(table), "--errors", str(errors)]
        printed = predictions.score(command)
        scores = json.loads(table.read_text("utf-8"))
    return {name: round(value["f"], 4) for name, value in scores.items()}, printed


def measure(data: Path) -> dict[str, float]:
    """The scores of the default extractor."""
    return run(data, Settings().extractor)[0]


def main() -> None:
    parser = predictions.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, help="show so many of the missed ones")
    asked = parser.parse_args()
    scores, printed = run(asked.data, asked.extractor, asked.scorer, asked.errors)
    predictions.report(printed, scores, asked.json)


if __name__ == "__main__":
    main()
