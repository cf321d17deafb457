"""Attribution on PolNeAR: `python bench/attribution.py DATA [--extractor NAME] [--errors N] [--json OUT]`.

Reads `DATA/attribution/polnear_dev.jsonl.gz` and scores it with `score_attribution.py`: relation F1, and
spans exact as runs of tokens (`frag/`).
"""

from __future__ import annotations

import argparse
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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many of the missed ones")
    parser.add_argument("--json", type=Path, help="write the scores here too")
    asked = parser.parse_args()
    scores, printed = run(asked.data, asked.extractor, asked.scorer, asked.errors)
    print(printed)
    if asked.json:
        asked.json.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
