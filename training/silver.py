"""Silver labels: sentences, predicates, mentions and attributions within contents, as the rules see them.

`python training/silver.py DATA OUT [--limit N]` reads the training part of PolNeAR with the rules and writes,
for each document, what the light heads are trained on. Two processes share the work.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from sayso.models import rules
from sayso.settings import Settings
from sayso.types import Custody, Document

CUSTODY = Custody(
    sha256="0" * 64, size=0, address="", retrieved="2026-01-01T00:00:00Z", media_type="", reader="training"
)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def label(part: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The silver labels of some documents."""
    extractor = rules.load(Settings())
    documents = [Document(row["id"], row["text"], CUSTODY) for row in part]
    return [
        {
            "id": document.address,
            "sentences": [[*s.span, s.apart, s.predicates] for s in markup.sentences],
            "mentions": [[*m.span, m.label] for m in markup.mentions],
            "nested": [
                {"source": a.source, "cue": a.cue, "content": a.content}
                for a in markup.attributions
                if a.inside is not None
            ],
        }
        for document, markup in zip(documents, extractor.mark(documents), strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    texts = list(rows(asked.data / "attribution" / "polnear_train.jsonl.gz"))[: asked.limit]
    parts = [texts[at : at + 20] for at in range(0, len(texts), 20)]
    with Pool(2) as pool, asked.out.open("w", encoding="utf-8") as file:
        for done in pool.imap(label, parts):
            file.writelines(json.dumps(row) + "\n" for row in done)


if __name__ == "__main__":
    main()
