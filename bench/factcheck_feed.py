"""Index a feed of fact-checks and search it: `python bench/factcheck_feed.py [--reviews N] [--json OUT]`.

The feed is generated in the form of Data Commons' and with some 2 kB a review, its words as frequent as in a
language (Zipf). Indexing and searching are a process each; the questions are the words of reviewed claims,
one in four left out. Times are of the processor; on a machine that does nothing else the clock agrees.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

SEED = 7
WORDS = 60_000
QUESTIONS = 200
RATED = ("False", "Misleading", "Half True", "Mostly True", "True", "Satire", "Falso", "Seven feathers")
_CHILD = """
import json, sys, time
from sayso.evidence.sources import factchecks
from sayso.findings import Asked, Passage, Stated
from sayso.settings import Settings

class Shelved:
    def near(self, asked, most): return []
    def passage(self, quote, context, published): return Passage("", "", quote, context, Stated(quote))

begun = time.process_time()
opened = factchecks.open(Settings(factchecks=sys.argv[1]), Shelved())
took = [time.process_time() - begun]
found = 0
for line in open(sys.argv[2], encoding="utf-8"):
    question = json.loads(line)
    begun = time.process_time()
    passages = list(opened.search(Asked(Stated(question["text"])), 16))
    took.append(time.process_time() - begun)
    found += bool(passages) and passages[0].address == question["address"]
# Not getrusage: a child's begins with what its parent had.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"open": took[0], "searches": sorted(took[1:]), "first": found, "peak": peak}))
"""


def feed(reviews: int, path: Path) -> list[tuple[str, str]]:
    """Writes the feed; every claim with its review's address."""
    draw = random.Random(SEED)  # noqa: S311 - the same feed every time
    claims = list[tuple[str, str]]()
    with path.open("w", encoding="utf-8") as file:
        file.write('{"@context": "http://schema.org", "@type": "DataFeed", "dataFeedElement": [\n')
        for number, claim in enumerate(_claims(reviews, draw)):
            address = f"https://outlet{number % 90}.example/{number}"
            claims.append((claim, address))
            file.write((",\n" if number else "") + json.dumps(_item(claim, address, draw)))
        file.write("\n]}\n")
    return claims


def _claims(reviews: int, draw: random.Random) -> Iterator[str]:
    words = ["".join(draw.choices("aeioubdklmnprst", k=draw.randint(2, 9))) + "x" for _ in range(WORDS)]
    heights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    for _ in range(reviews):
        yield " ".join(draw.choices(words, cum_weights=heights, k=draw.randint(8, 22)))


def _item(claim: str, address: str, draw: random.Random) -> dict[str, Any]:
    posts = [{"@type": "CreativeWork", "url": f"https://posts.example/{draw.getrandbits(240):x}"}] * 9
    tool = {"@type": "Organization", "name": "A markup tool", "url": "https://tool.example/" + "x" * 200}
    review = {
        "@context": "http://schema.org",
        "@type": "ClaimReview",
        "author": {"@type": "Organization", "name": address[8:16], "url": address, "image": ""},
        "claimReviewed": claim,
        "datePublished": f"20{draw.randint(10, 25)}-0{draw.randint(1, 9)}-11",
        "itemReviewed": {"@type": "Claim", "author": {"name": "A post"}, "appearance": posts},
        "reviewRating": {"@type": "Rating", "alternateName": draw.choice(RATED), "ratingValue": "-1"},
        "sdPublisher": tool,
        "url": address,
    }
    return {"@type": "DataFeedItem", "dateCreated": "2024-01-01T00:00:00+00:00", "item": [review]}


def questions(claims: list[tuple[str, str]], path: Path) -> None:
    draw = random.Random(SEED)  # noqa: S311 - the same feed every time
    chosen = draw.sample(claims, min(QUESTIONS, len(claims)))
    with path.open("w", encoding="utf-8") as file:
        for claim, address in chosen:
            kept = [word for word in claim.split() if draw.random() > 0.25] or claim.split()
            file.write(json.dumps({"text": " ".join(kept), "address": address}) + "\n")


def measure(reviews: int) -> dict[str, float]:
    """Figures by what they are; times on one core."""
    with tempfile.TemporaryDirectory() as folder:
        path, asked = Path(folder, "feed.json"), Path(folder, "questions.jsonl")
        questions(feed(reviews, path), asked)
        size = path.stat().st_size
        built, opened = _run(path, asked), _run(path, asked)
        index = sum(p.stat().st_size for p in Path(folder, ".feed.json.sayso-index").iterdir())
    took = opened["searches"]
    return {
        "reviews": reviews,
        "feed MB": round(size / 1e6, 1),
        "index MB": round(index / 1e6, 1),
        "entries a second": round(reviews / built["open"]),
        "indexing s": round(built["open"], 1),
        "indexing MiB at most": round(built["peak"] / 1024, 1),
        "opening again ms": round(1000 * opened["open"], 1),
        "search ms median": round(1000 * took[len(took) // 2], 1),
        "search ms 95th percentile": round(1000 * took[int(len(took) * 0.95)], 1),
        "searching MiB at most": round(opened["peak"] / 1024, 1),
        "review found first, of questions": round(opened["first"] / len(took), 3),
    }


def _run(path: Path, asked: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _CHILD, str(path), str(asked)]
    environ = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reviews", type=int, default=200_000)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    figures = measure(asked.reviews)
    for what, figure in figures.items():
        print(f"{what:>34}: {figure:,}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
