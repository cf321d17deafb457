"""Finding with a made-up network: which cues are asked about, what answers are kept, how windows meet."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from sayso.models.trained import quoting
from sayso.models.trained.finding import Findings, Found, Range, Tuning, find
from sayso.models.trained.network import OVERLAP, TAGS, WINDOW, Network, Seen, Window, owned
from sayso.models.trained.words import FEATURES, SEP, Speller, Words, begins, windows
from sayso.types import Span

Floats = NDArray[np.float32]
SPELLER = Speller({"[UNK]": 100, "!": 999, ".": 1012, "?": 1029})
# Beginnings first: one role's own labels follow it, nothing carries on what did not begin.
NEVER = -1e4
MOVES = (
    (0.0, 0.0, NEVER, 0.0, NEVER),
    (0.0, 0.0, 0.0, 0.0, NEVER),
    (0.0, 0.0, 0.0, 0.0, NEVER),
    (0.0, 0.0, NEVER, 0.0, 0.0),
    (0.0, 0.0, NEVER, 0.0, 0.0),
)
TUNING = Tuning(MOVES, {"base": 0.0}, threshold=0.5, inner=0.5, quoted=0.3, content=0.0)
SOURCE, CONTENT = 1, 3
TEXT = "The mayor said the port was sold. Rain fell on it."
MAYOR, SAID, PORT, RAIN = (0, 2), (2, 3), (3, 7), (8, 12)


@dataclass
class Fake:
    """Stands in for the network: scores of heads and of roles as told, anything else is unlikely."""

    heads: Mapping[str, Mapping[int, float]]
    """By head and word: log odds of its first label against none."""
    answers: Mapping[int, Mapping[int, tuple[Range, float]]]
    """By first word of a cue and role: the words that have it, and how surely (log odds)."""
    cut: Sequence[Window] = ()
    asked: list[tuple[int, int]] = field(default_factory=list)
    means: list[Floats] = field(default_factory=list)

    def read_all(self, texts: Sequence[Words]) -> Iterator[tuple[int, Seen]]:
        for at, words in enumerate(texts):
            for w in self.cut or owned(words):
                scores = {name: np.zeros((w.end - w.start, n), dtype=np.float32) for name, n in TAGS.items()}
                for name, labels in scores.items():
                    if name != "commitment":
                        labels[:, 1:] = -9
                    for word, odds in self.heads.get(name, {}).items():
                        if w.start <= word < w.end:
                            labels[word - w.start, min(1, TAGS[name] - 1)] = odds
                vectors = np.arange(w.start, w.end, dtype=np.float32)[None, :, None]
                yield at, Seen(w, vectors, scores)

    def roles(self, seen: Seen, cues: list[tuple[int, int]]) -> Floats:
        start = seen.window.start
        self.asked += [(start + a, start + b) for a, b in cues]
        scores = np.zeros((len(cues), seen.window.end - start, 5), dtype=np.float32)
        scores[:, :, 1:] = -9
        for own, (first, _) in zip(scores, cues, strict=True):
            for role, ((a, b), odds) in self.answers.get(start + first, {}).items():
                own[a - start, role] = odds
                own[a + 1 - start : b - start, role + 1] = odds
        return scores

    def judge(self, means: Floats) -> tuple[Floats, Floats]:
        self.means.append(means)
        return means[:, 0], -means[:, 0]


def found(fake: Fake, text: str = TEXT, **tuned: Any) -> Findings:
    (findings,) = find(cast(Network, fake), [SPELLER.read(text)], replace(TUNING, **tuned))
    return findings


def cue(word: int, odds: float = 4.0) -> Mapping[str, Mapping[int, float]]:
    return {"cue": {word: odds}}


ANSWER = {2: {SOURCE: (MAYOR, 5.0), CONTENT: (PORT, 5.0)}}


def test_the_roles_of_a_cue_make_an_attribution() -> None:
    (one,) = found(Fake(cue(2), ANSWER)).attributions
    assert (one.cue, one.source, one.content, one.outer) == (SAID, [MAYOR], [PORT], True)
    assert one.facts["odds"] == 4.0 and one.sure == 0.5


def test_a_text_without_cues_asks_nothing() -> None:
    fake = Fake({}, {})
    assert found(fake).attributions == [] and fake.asked == []


def test_a_text_without_words_has_nothing() -> None:
    fake = Fake({}, {})
    assert found(fake, " ") == Findings() and fake.means == []


@pytest.mark.parametrize(
    ("odds", "asked"),
    [
        ({2: 4.0, 9: 4.0}, [(2, 3), (9, 10)]),
        ({2: 4.0, 9: -2.0}, [(2, 3), (9, 10)]),  # unlikely, and nothing near
        ({2: 4.0, 9: -3.0}, [(2, 3)]),  # too unlikely
        ({9: -2.0}, [(9, 10)]),
    ],
)
def test_likely_cues_are_asked_about_and_faint_ones_apart_from_them(
    odds: dict[int, float], asked: list[Range]
) -> None:
    fake = Fake({"cue": odds}, {})
    found(fake, cue=-0.8, seed=-2.5)
    assert fake.asked == asked


def test_a_cue_that_lies_in_no_other_is_not_asked_about_twice() -> None:
    fake = Fake({"cue": {2: 4.0}, "any": {2: 4.0, 9: 4.0}}, {})
    found(fake)
    assert fake.asked == [(2, 3), (9, 10)]


def test_faint_words_beside_a_likely_cue_are_no_cue_of_their_own() -> None:
    """The faint head would make one cue of both words; the likely one stays as it is."""

    class Beside(Fake):
        def read_all(self, texts: Sequence[Words]) -> Iterator[tuple[int, Seen]]:
            for at, seen in super().read_all(texts):
                seen.scores["cue"][3, 2] = -2.0  # goes on from the word before
                yield at, seen

    fake = Beside(cue(2), {})
    found(fake)
    assert fake.asked == [(2, 3)]
    fake = Beside(cue(2, -1.5), {})
    found(fake)
    assert fake.asked == [(2, 4)]


def test_a_cue_in_the_shared_words_is_asked_about_once() -> None:
    cut = [Window(0, 8, 0, 5), Window(4, 13, 5, 13)]
    for word, answer in ((4, (0, 4)), (5, (7, 9))):
        fake = Fake(cue(word), {word: {CONTENT: (answer, 5.0)}}, cut)
        (one,) = found(fake).attributions
        assert fake.asked == [(word, word + 1)] and one.content == [answer]


def test_a_cue_without_content_is_none() -> None:
    assert found(Fake(cue(2), {2: {SOURCE: (MAYOR, 5.0)}})).attributions == []


def test_where_no_path_has_a_content_the_likeliest_words_are_it() -> None:
    """Words at 0.4 lose to having no role, until nothing else is left."""
    odds = float(np.log(0.4 / 0.6))
    (one,) = found(Fake(cue(2), {2: {CONTENT: ((4, 5), odds)}})).attributions
    assert one.content == [(4, 5)]
    assert found(Fake(cue(2), {2: {CONTENT: ((4, 5), float(np.log(0.2 / 0.8)))}})).attributions == []


@pytest.mark.parametrize("behind", [0.42, 0.49])
def test_of_two_faint_contents_that_of_the_own_sentence_counts(behind: float) -> None:
    class Two(Fake):
        def roles(self, seen: Seen, cues: list[tuple[int, int]]) -> Floats:
            scores = super().roles(seen, cues)
            scores[:, 9, CONTENT] = np.log(behind / (1 - behind))
            return scores

    heads = {**cue(2), "sentence": {0: 5.0, 8: 5.0}}
    (one,) = found(Two(heads, {2: {CONTENT: ((4, 5), float(np.log(0.4 / 0.6)))}})).attributions
    assert one.content == [(4, 5)]
    # Were both one sentence, the likelier would be it.
    (other,) = found(Two(cue(2), {2: {CONTENT: ((4, 5), float(np.log(0.4 / 0.6)))}})).attributions
    assert other.content == [(9, 10)]


def test_words_much_less_likely_than_the_likeliest_are_left_out() -> None:
    class Fading(Fake):
        def roles(self, seen: Seen, cues: list[tuple[int, int]]) -> Floats:
            scores = super().roles(seen, cues)
            for word, likely in ((3, 0.3), (4, 0.45), (5, 0.4), (6, 0.3)):
                scores[:, word, CONTENT] = np.log(likely / (1 - likely))
            return scores

    (one,) = found(Fading(cue(2), {})).attributions
    assert one.content == [(4, 6)]


def test_of_two_voices_the_surer_is_the_source() -> None:
    class Two(Fake):
        def roles(self, seen: Seen, cues: list[tuple[int, int]]) -> Floats:
            scores = super().roles(seen, cues)
            scores[:, 10, SOURCE] = 1.0
            return scores

    (one,) = found(Two(cue(2), ANSWER)).attributions
    assert one.source == [MAYOR]


def test_a_faint_voice_counts_where_there_is_no_surer_one() -> None:
    odds = float(np.log(0.3 / 0.7))
    faint = {2: {SOURCE: ((1, 2), odds), CONTENT: (PORT, 5.0)}}
    (one,) = found(Fake(cue(2), faint), source=0.4, faint=0.2).attributions
    assert one.source == [(1, 2)]
    (other,) = found(Fake(cue(2), faint), source=0.4, faint=0.35).attributions
    assert other.source == []


@pytest.mark.parametrize(("odds", "kept"), [(1.0, True), (-1.0, False)])
def test_an_attribution_must_be_likely_enough(odds: float, kept: bool) -> None:
    trust = {"base": odds}
    assert bool(found(Fake(cue(2), ANSWER), trust=trust).attributions) is kept


def test_inner_attributions_have_a_threshold_of_their_own_and_lie_in_a_content() -> None:
    inner = {5: {CONTENT: ((6, 7), 5.0)}}
    heads = {"cue": {2: 4.0}, "any": {5: 4.0}}
    both = found(Fake(heads, ANSWER | inner)).attributions
    assert [(f.cue, f.outer) for f in both] == [(SAID, True), ((5, 6), False)]
    assert [f.cue for f in found(Fake(heads, ANSWER | inner), inner=0.6).attributions] == [SAID]
    outside = {"cue": {2: 4.0}, "any": {9: 4.0}}
    assert [f.cue for f in found(Fake(outside, ANSWER | {9: {CONTENT: (RAIN, 5.0)}})).attributions] == [SAID]


def test_a_surer_rival_is_a_fact_of_both() -> None:
    heads = {"cue": {2: 4.0, 9: 3.0}}
    both = {2: {CONTENT: (PORT, 5.0)}, 9: {CONTENT: (PORT, 5.0)}}
    first, second = found(Fake(heads, both)).attributions
    assert (first.facts["rival"], first.facts["surer rival"]) == (1.0, 0.0)
    assert (second.facts["rival"], second.facts["surer rival"]) == (1.0, 1.0)
    (kept,) = found(Fake(heads, both), trust={"base": 1.0, "surer rival": -3.0}).attributions
    assert kept.cue == SAID


QUOTED = "“We will stay at home,” the mayor added late."
SPOKEN = (0, 8)


@pytest.mark.parametrize(("quoted", "count"), [(0.3, 1), (0.45, 0)])
def test_a_doubtful_voice_speaks_a_quotation_that_nobody_else_does(quoted: float, count: int) -> None:
    fake = Fake(cue(10), {10: {SOURCE: ((8, 10), 5.0), CONTENT: (SPOKEN, 5.0)}})
    assert len(found(fake, QUOTED, trust={"base": -0.5}, quoted=quoted).attributions) == count


def test_each_sentence_is_judged_by_its_own_words() -> None:
    """The means of their words' vectors are judged; here a vector is a word's number."""
    fake = Fake({"sentence": {8: 5.0}}, {})
    findings = found(fake, worth=(2.0, -7.0))
    assert [i for i, b in enumerate(findings.begins) if b] == [0, 8]
    (means,) = fake.means
    assert means[:, 0].tolist() == [3.5, 10.0]
    assert findings.worth == pytest.approx([0.5, 1 / (1 + np.exp(-13))])
    assert findings.subjective == pytest.approx([1 / (1 + np.exp(m)) for m in (3.5, 10.0)])


@pytest.mark.parametrize("at", range(1, 13))
def test_a_sentence_that_windows_cut_is_judged_as_one(at: int) -> None:
    whole, cut = Fake({"sentence": {8: 5.0}}, {}), Fake({"sentence": {8: 5.0}}, {})
    cut.cut = [Window(0, at, 0, at), Window(at, 13, at, 13)]
    assert found(cut).worth == found(whole).worth
    assert cut.means[0].tolist() == whole.means[0].tolist()


def test_light_labels_come_from_the_window_that_owns_a_word() -> None:
    cut = [Window(0, 8, 0, 5), Window(4, 13, 5, 13)]
    fake = Fake({"predicate": {4: 3.0, 9: 3.0}, "commitment": {4: 2.5}}, {}, cut)
    findings = found(fake)
    assert [i for i, label in enumerate(findings.predicates) if label] == [4, 9]
    assert findings.commitments == [0.0] * 4 + [2.5] + [0.0] * 8


def test_texts_are_kept_apart() -> None:
    texts = [SPELLER.read(t) for t in (TEXT, "Rain.", TEXT)]
    each = find(cast(Network, Fake(cue(2), ANSWER)), texts, TUNING)
    assert [len(f.attributions) for f in each] == [1, 0, 1]
    assert [len(f.begins) for f in each] == [13, 2, 13]


# Quotations that nobody speaks

TALK = "“One two three,” he said. “Four five six seven,” and “eight nine.”"
FIRST, SECOND, THIRD = (0, 6), (9, 16), (17, 22)


def doubtful(content: Range, sure: float, source: Range = (6, 7)) -> Found:
    return Found((7, 8), [source], [content], outer=True, sure=sure)


def unclaimed(kept: list[Found], asked: list[Found]) -> list[Found]:
    return quoting.unclaimed(kept, asked, SPELLER.read(TALK))


def test_the_quotations_are_where_the_tests_take_them_to_be() -> None:
    words = [TALK[slice(*s)] for s in SPELLER.read(TALK).spans]
    assert [(words[a], words[b - 1]) for a, b in (FIRST, SECOND, THIRD)] == [("“", "”")] * 3


def test_the_likeliest_speaker_has_a_quotation() -> None:
    one, other = doubtful(SECOND, 0.2), doubtful(SECOND, 0.3)
    assert unclaimed([], [one, other]) == [other]
    assert unclaimed([], []) == []


def test_each_quotation_has_its_speaker() -> None:
    assert unclaimed([], [doubtful(THIRD, 0.2), doubtful(SECOND, 0.3)]) == [
        doubtful(SECOND, 0.3),
        doubtful(THIRD, 0.2),
    ]


@pytest.mark.parametrize("part", ["cue", "source", "content"])
def test_a_quotation_that_others_have_something_of_is_claimed(part: str) -> None:
    held = Found((7, 8), [(6, 7)], [FIRST], outer=True)
    assert unclaimed([held], [doubtful(SECOND, 0.3)])
    within = (11, 12)
    held = replace(held, **{part: within if part == "cue" else [within]})
    assert unclaimed([held], [doubtful(SECOND, 0.3)]) == []


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (SECOND, True),
        ((9, 15), True),  # six of seven words
        ((9, 13), False),  # four of seven
        ((9, 17), True),  # seven of eight
        ((3, 16), False),  # seven of thirteen
        ((6, 20), False),  # seven of fourteen
        ((6, 9), False),  # no quotation
        ((22, 23), False),  # behind them all
    ],
)
def test_a_content_must_be_the_quotation_or_nearly(content: Range, taken: bool) -> None:
    assert bool(unclaimed([], [doubtful(content, 0.3)])) is taken


# Windows

LENGTHS = st.lists(st.integers(1, 8), max_size=120)


@st.composite
def made_words(draw: st.DrawFn) -> Words:
    """Words of one to eight pieces, some of which end sentences, break lines or begin with a capital."""
    pieces, features = [], []
    for n in draw(LENGTHS):
        kind = draw(st.sampled_from(("word", "word", "word", "stop", "break")))
        pieces.append({"word": (7,) * n, "stop": (1012,), "break": (SEP,)}[kind])
        features.append(draw(st.integers(0, FEATURES - 1)))
    return Words([Span(i, i + 1) for i in range(len(pieces))], features, pieces)


def size(words: Words, start: int, end: int) -> int:
    return sum(map(len, words.pieces[start:end]))


@given(words=made_words())
def test_windows_end_where_sentences_do_and_overlap_only_elsewhere(words: Words) -> None:
    cut = windows(words, 30, 9)
    assert [a for a, _ in cut[:1]] == [0][: len(words.pieces)]
    assert [b for _, b in cut[-1:]] == [len(words.pieces)][: len(words.pieces)]
    for (a, b), (c, d) in pairwise(cut):
        assert a < c <= b < d
        assert size(words, a, b) <= 30 and size(words, c, d) <= 30
        longest = next(e for e in range(b, len(words.pieces) + 1) if size(words, a, e + 1) > 30)
        ends = [i for i in range(a + 1, longest + 1) if size(words, i, longest) <= 12 and begins(words, i)]
        if c == b:
            assert b == max(ends)
        else:
            assert not ends and b == longest
            assert size(words, c, b) >= 9 > size(words, c + 1, b)


@pytest.mark.parametrize(("at", "cut"), [(18, [(0, 18), (18, 40)]), (17, [(0, 30), (21, 40)])])
def test_a_window_ends_early_by_four_tenths_at_most(at: int, cut: list[Range]) -> None:
    pieces = [(SEP,) if i == at - 1 else (7,) for i in range(40)]
    assert windows(Words([Span(i, i + 1) for i in range(40)], [0] * 40, pieces), 30, 9) == cut


@settings(max_examples=50)
@given(words=made_words(), times=st.integers(1, 6))
def test_every_word_belongs_to_one_window(words: Words, times: int) -> None:
    long = Words(
        [Span(i, i + 1) for i in range(times * len(words.spans))],
        words.features * times,
        words.pieces * times,
    )
    cut = owned(long)
    assert [i for w in cut for i in range(w.first, w.last)] == list(range(len(long.spans)))
    for w in cut:
        assert w.start <= w.first < w.last <= w.end
        assert size(long, w.start, w.end) <= WINDOW


def test_windows_halve_what_they_share() -> None:
    words = Words([Span(i, i + 1) for i in range(600)], [0] * 600, [(7,)] * 600)
    cut = owned(words)
    assert [(w.start, w.end) for w in cut] == [(0, WINDOW), (WINDOW - OVERLAP, 444), (380, 600)]
    assert [(w.first, w.last) for w in cut] == [(0, 222), (222, 412), (412, 600)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One. Two", ["Two"]),
        ("One.” Two", ["Two"]),
        ("One! “Two", ["“"]),
        ("One (two.) Three", ["Three"]),
        ("One. two", []),
        ("One.Two", []),
        ("One, Two", []),
        ("One ” Two", []),
        ("One. ” Two", ["”"]),  # it opens, whatever its form
        ("one\ntwo", ["two"]),
    ],
)
def test_a_sentence_begins_by_how_it_is_written(text: str, starts: list[str]) -> None:
    words = SPELLER.read(text)
    assert [text[slice(*words.spans[i])] for i in range(1, len(words.spans)) if begins(words, i)] == starts


# Reading ahead

LONG = " ".join(f"word{i} and some more of it." for i in range(900))


class Session:
    """An encoder whose answers tell what it was asked."""

    def __init__(self, before: Callable[[int], None] = lambda call: None) -> None:
        self.before, self.calls = before, 0
        self._lock = threading.Lock()

    def run(self, _: object, inputs: Mapping[str, NDArray[np.int64]]) -> tuple[Floats, Floats]:
        with self._lock:
            self.calls += 1
            call = self.calls
        self.before(call)
        ids, firsts = inputs["ids"][0], inputs["firsts"][0]
        features = inputs["features"][0][firsts].astype(np.float32)
        vectors = np.stack([ids[firsts].astype(np.float32), features, ids.sum() + 0 * features], axis=1)
        return vectors[None], np.repeat(features[None, :, None], sum(TAGS.values()), axis=2)


def reading(session: Session, threads: int) -> Network:
    none = cast(InferenceSession, None)
    return Network(cast(InferenceSession, session), none, none, threads)


def seen(
    network: Network, texts: Sequence[Words]
) -> list[tuple[int, Window, list[Any], dict[str, list[Any]]]]:
    return [
        (at, s.window, s.vectors.tolist(), {name: v.tolist() for name, v in s.scores.items()})
        for at, s in network.read_all(texts)
    ]


def test_threads_read_the_same_in_the_same_order() -> None:
    """The first window is done only after the third."""
    texts = [SPELLER.read(t) for t in (LONG, "", TEXT, LONG[: len(LONG) // 2])]
    third = threading.Event()

    def wait(call: int) -> None:
        if call == 1:
            assert third.wait(timeout=20)
        if call == 3:
            third.set()

    alone = seen(reading(Session(), 1), texts)
    assert seen(reading(Session(wait), 3), texts) == alone
    assert [(at, w) for at, w, _, _ in alone] == [
        (at, w) for at, words in enumerate(texts) for w in owned(words)
    ]
    assert {at for at, _, _, _ in alone} == {0, 2, 3}


def test_threads_read_only_some_windows_ahead() -> None:
    session = Session()
    words = SPELLER.read(LONG)
    assert len(owned(words)) > 10
    ahead = reading(session, 3).read_all([words])
    next(ahead)
    ahead.close()
    assert session.calls <= 2 * 3 + 1


@pytest.mark.parametrize("threads", [1, 3])
def test_what_goes_wrong_in_a_thread_is_not_hidden(threads: int) -> None:
    def fail(call: int) -> None:
        if call == 5:
            raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        list(reading(Session(fail), threads).read_all([SPELLER.read(LONG)]))
