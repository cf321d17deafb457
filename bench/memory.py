"""Peak memory by the number of articles: `python bench/memory.py [--sizes 10 100 1000] [--json OUT]`.

Each size is a process of its own; the articles come one a file, as a user's would.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus

_CHILD = """
import resource, sys
from sayso.cli import main
try:
    main(["read", sys.argv[1], "--json", sys.argv[2]])
except SystemExit as end:
    if end.code:
        raise
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def measure(sizes: list[int]) -> dict[str, float]:
    """Peak resident MiB by number of articles."""
    return {str(size): _peak(size) for size in sizes}


def _peak(size: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles")
        articles.mkdir()
        for i, text in enumerate(corpus.texts(size)):
            (articles / f"{i:06}.txt").write_text(text, "utf-8")
        command = [sys.executable, "-c", _CHILD, str(articles), str(Path(folder, "out.jsonl"))]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    kilobytes = int(done.stderr.strip().splitlines()[-1])
    # Linux counts in KiB, macOS in bytes.
    return round(kilobytes / (1024 if sys.platform != "darwin" else 1024**2), 1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    figures = measure(asked.sizes)
    for size, peak in figures.items():
        print(f"{size:>6} articles: {peak:,.1f} MiB at most")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
