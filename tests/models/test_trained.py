"""The trained extractor at work: its places are exact, any text will do, and broken weights are named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_scores import load as load_cases
from case_scores import read
from sayso.errors import StopRun
from sayso.models import trained
from sayso.models.trained import acts, decoding, weights
from sayso.models.trained.network import WINDOW, owned
from sayso.models.trained.words import Speller
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Custody, Document, Markup, Span
from sayso.wordpiece import spell, vocabulary

STORY = (
    "The bridge was closed before the water rose, Mayor Ilse Harrow said on Monday. “Nobody asked us,” "
    "said Tomas Venn. According to the fire brigade, the blaze began in the kitchen.\n\n"
    "She denied that the harbour had been sold. Why does the palace stay silent?"
)
CUSTODY = Custody(
    sha256="0" * 64, size=0, address="a", retrieved="2026-01-01T00:00:00Z", media_type="", reader="test"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return trained.load(Settings())


def marked(extractor: Extractor, *texts: str) -> list[Markup]:
    documents = [Document(address=str(i), text=text, custody=CUSTODY) for i, text in enumerate(texts)]
    return list(extractor.mark(documents))


def every_span(markup: Markup) -> Iterator[Span]:
    for a in markup.attributions:
        yield from (*a.cue, *a.source, *a.content, *a.target)
    for s in markup.sentences:
        yield s.span
        yield from (Span(p.start, p.end) for p in s.predicates)
    yield from (m.span for m in markup.mentions)


def sound(text: str, markup: Markup) -> None:
    for span in every_span(markup):
        assert 0 <= span.start < span.end <= len(text)
        assert text[slice(*span)] == text[slice(*span)].strip()
    for a in markup.attributions:
        assert a.cue and a.content
        assert list(a.content) == sorted(a.content)
        assert a.inside is None or a.inside in range(len(markup.attributions))
    ends = [0, *(s.span.end for s in markup.sentences)]
    assert all(end <= s.span.start for end, s in zip(ends, markup.sentences, strict=False))


def test_who_says_what_is_found(extractor: Extractor) -> None:
    (markup,) = marked(extractor, STORY)
    sound(STORY, markup)
    voices = {STORY[slice(*a.source[0])] for a in markup.attributions if a.source}
    assert {"Mayor Ilse Harrow", "Tomas Venn", "the fire brigade", "She"} <= voices
    assert len(markup.sentences) == 5
    assert "denies" in {a.act for a in markup.attributions}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "...", "said", "\u200b", "\x1c\n", "а\u0301 שלום 你好。"]
)
def test_any_text_will_do(extractor: Extractor, text: str) -> None:
    (markup,) = marked(extractor, text)
    sound(text, markup)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200).map(lambda t: t + " he said. “Yes,” she said that " + t))
def test_places_are_exact_in_any_text(extractor: Extractor, text: str) -> None:
    (markup,) = marked(extractor, text)
    sound(text, markup)


def test_a_long_text_is_read_whole(extractor: Extractor) -> None:
    text = "\n\n".join([STORY] * 60)
    (markup,) = marked(extractor, text)
    sound(text, markup)
    assert markup.attributions[-1].cue[0].start > len(text) - len(STORY)
    assert len(markup.attributions) >= 60 * 3


def test_a_line_of_a_megabyte_is_read(extractor: Extractor) -> None:
    text = "a" * 1_000_000 + " " + STORY
    (markup,) = marked(extractor, text)
    sound(text, markup)
    assert markup.attributions


def test_a_text_is_read_alike_alone_and_among_others(extractor: Extractor) -> None:
    others = [case.text for case in load_cases()[:20]]
    together = marked(extractor, *others, STORY)
    assert together[-1] == marked(extractor, STORY)[0]
    assert together == marked(extractor, *others, STORY)


def test_every_case_can_be_read(extractor: Extractor) -> None:
    cases = load_cases()
    for case, reading in zip(cases, read(cases, extractor), strict=True):
        assert reading.document.text == case.text


def test_windows_share_their_edges_and_own_every_word_once(extractor: Extractor) -> None:
    words = Speller(vocabulary(weights.read().pieces.split("\n"))).read(" ".join([STORY] * 12))
    windows = owned(words)
    assert [w.first for w in windows[1:]] == [w.last for w in windows[:-1]]
    assert (windows[0].first, windows[-1].last) == (0, len(words.spans))
    for w in windows:
        assert w.start <= w.first < w.last <= w.end
        assert sum(map(len, words.pieces[w.start : w.end])) <= WINDOW


def test_words_are_spelt_in_the_longest_pieces_known() -> None:
    known = vocabulary(["[UNK]", "un", "##believ", "##able", "cafe", "_", "a", "你"])
    assert spell("Unbelievable", known) == (1, 2, 3)
    assert spell("Café", known) == (4,)
    assert spell("a_a", known) == (6, 5, 6)
    assert spell("a你", known) == (6, 7)
    assert spell("xyz", known) == (0,)
    assert spell("\u200b", known) == ()


def test_a_path_goes_on_only_from_what_began() -> None:
    import numpy as np

    moves = np.array([[0, 0, -9e3], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
    scores = [
        np.array([[0, 1, 5], [0, 1, 5], [5, 0, 0]], dtype=np.float32),
        np.zeros((1, 3), dtype=np.float32),
    ]
    assert decoding.best_paths(*decoding.together(scores), moves) == [[1, 2, 0], [0]]
    likely = decoding.shares(*decoding.together(scores), moves)
    assert [len(s) for s in likely] == [3, 1]
    assert np.allclose(likely[0].sum(axis=1), 1) and likely[0][0, 2] == 0
    assert np.allclose(likely[1], [[0.5, 0.5, 0]])
    assert decoding.runs([0, 2, 2, 1, 4, 3, 4]) == [(1, 3, 0), (3, 4, 0), (4, 5, 1), (5, 7, 1)]


@pytest.mark.parametrize(
    ("cue", "after", "act"),
    [
        ("said", "that", "states"),
        ("denied", "that", "denies"),
        ("has repeatedly accused", "the", "accuses"),
        ("promised", "to", "promises"),
        ("asked", "whether", "asks"),
        ("according to", "the", "states"),
        ("believes", "that", "thinks"),
        ("zzz", "", "states"),
    ],
)
def test_the_act_is_read_off_the_cue(cue: str, after: str, act: str) -> None:
    assert acts.act(cue, after) == act


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    with_files = Path(str(files("sayso.models.trained").joinpath("data")))
    return Path(shutil.copytree(with_files, tmp_path / "data"))


def test_the_shipped_weights_are_those_of_the_manifest(shipped: Path) -> None:
    manifest = json.loads((shipped / "manifest.json").read_text("utf-8"))
    assert weights.read(shipped).version == manifest["version"]
    assert sum(p.stat().st_size for p in shipped.iterdir()) < 40_000_000


@pytest.mark.parametrize("name", ["encoder.onnx", "roles.onnx", "pieces.txt"])
def test_changed_weights_are_refused(shipped: Path, name: str) -> None:
    held = bytearray((shipped / name).read_bytes())
    held[len(held) // 2] ^= 1
    (shipped / name).write_bytes(held)
    with pytest.raises(StopRun, match=rf"{name}: is not the file that was shipped .*--extractor rules"):
        weights.read(shipped)


@pytest.mark.parametrize("name", ["encoder.onnx", "manifest.json"])
def test_missing_weights_are_named(shipped: Path, name: str) -> None:
    (shipped / name).unlink()
    with pytest.raises(StopRun, match=rf"{name}: cannot be read \(No such file"):
        weights.read(shipped)


def test_a_damaged_manifest_is_named(shipped: Path) -> None:
    (shipped / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(StopRun, match=r"manifest.json: is damaged"):
        weights.read(shipped)
