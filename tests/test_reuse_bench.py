"""What is measured of reuse is measured right: the truth at its places, the scorer right and able to fail."""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import reuse
from reprints import Article, article, articles, edits, plan
from reuse_bench import scale, spread, texts, tools
from reuse_bench.scoring import Found, scored, scored_pairs
from reuse_bench.truth import Truth, truth
from sayso.types import Span

SOME = 600
MADE = list(articles(SOME))
TRUTH = truth(MADE, SOME, seed=1)
PERFECT = [
    Found(one.bearer.document, one.bearer.span, one.earlier[0].document, one.earlier[0].span)
    for one in TRUTH.wanted()
]
ROWS = ("verbatim", "edited", "reprint")


def test_an_article_is_the_same_whenever_and_wherever_it_is_made() -> None:
    assert [article(n) for n in (599, 7, 300)] == [MADE[599], MADE[7], MADE[300]]
    assert article(7, seed=2).text != MADE[7].text
    assert len({one.text for one in MADE}) == SOME


def test_articles_are_as_long_as_said_and_end_their_sentences() -> None:
    lengths = [len(one.text.split()) for one in MADE]
    assert 380 < sum(lengths) / SOME < 520
    assert all("\n\n" in one.text and "  " not in one.text for one in MADE)


def shared(one: Article) -> dict[object, str]:
    return {b.key: one.text[slice(*b.span)] for b in one.bearings}


def test_what_is_planted_stands_where_the_truth_says() -> None:
    by_key: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for one in MADE:
        for bearing in one.bearings:
            by_key[bearing.key].append((bearing.manner, one.text[slice(*bearing.span)]))
    seen = Counter(manner for told in by_key.values() for manner, _ in told)
    assert all(seen[manner] > 50 for manner in ("verbatim", "edited", "reprint"))
    for told in by_key.values():
        whole = {text for manner, text in told if manner in ("source", "verbatim")}
        assert len(whole) <= 1
        prints = sorted((text for manner, text in told if manner == "reprint"), key=len)
        assert all(prints[-1].startswith(text) for text in prints)
        changed = {text for manner, text in told if manner == "edited"}
        assert not changed & whole


def test_edits_touch_the_share_of_words_that_they_say() -> None:
    words = [f"word{n}" for n in range(100)]
    for key in range(20):
        changed = edits.edited(" ".join(words), key).split()
        kept = Counter(changed) & Counter(words)
        # Words that were swapped or had one put before them are all there still.
        assert 85 <= sum(kept.values()) < 100
        assert changed != words
    assert edits.edited(" ".join(words), 1, share=0.0).split() == words


def test_boilerplate_is_no_part_of_what_is_planted() -> None:
    for one in MADE:
        for standing in one.boilerplate:
            assert all(b.span.end <= standing.start or standing.end <= b.span.start for b in one.bearings)
    standing = Counter(one.text[slice(*span)] for one in MADE for span in one.boilerplate)
    assert standing.most_common(1)[0][1] > 5


def test_foreign_boilerplate_differs_in_nothing_else() -> None:
    for one in MADE[:50]:
        other = article(one.number, foreign=True)
        assert shared(other) == shared(one)
        assert len(other.boilerplate) == len(one.boilerplate)
    assert any("subscribe" in one.text for one in MADE)
    assert not any("subscribe" in article(n, foreign=True).text for n in range(200))


def test_some_stories_are_printed_far_more_often_than_others() -> None:
    prints = Counter(b.key for n in range(20_000) for b in plan.borrowings(n) if b.manner == "reprint")
    assert sum(prints.values()) == pytest.approx(0.15 * 20_000, rel=0.1)
    assert prints.most_common(1)[0][1] > 80
    assert min(prints.values()) == 1


def test_a_perfect_finder_scores_one_and_an_idle_one_nothing() -> None:
    figures = scored(PERFECT, TRUTH)
    assert [figures[f"{row}: found"] for row in ROWS] == [1, 1, 1]
    assert (figures["precision"], figures["links for a passage in a pair"]) == (1, 1)
    turned = [Found(one.other, one.other_span, one.one, one.one_span) for one in PERFECT]
    assert scored(turned, TRUTH) == figures
    idle = scored([], TRUTH)
    assert [idle[f"{row}: found"] for row in ROWS] == [0, 0, 0]
    assert idle["precision"] == 0


def cut(span: Span, share: float) -> Span:
    return Span(span.start, span.start + int(share * (span.end - span.start)))


def test_a_finder_that_is_broken_scores_less() -> None:
    halved = scored(PERFECT[::2], TRUTH)
    assert all(0.2 < halved[f"{row}: found"] < 0.8 for row in ROWS)
    assert halved["precision"] == 1
    short = scored([replace_spans(one, 0.4) for one in PERFECT], TRUTH)
    assert [short[f"{row}: found"] for row in ROWS] == [0, 0, 0]
    assert short["precision"] == 1
    shifted = [one._replace(one_span=Span(0, 40)) for one in PERFECT]
    assert scored(shifted, TRUTH)["precision"] < 0.05


def replace_spans(one: Found, share: float) -> Found:
    return one._replace(one_span=cut(one.one_span, share), other_span=cut(one.other_span, share))


def test_parts_of_a_passage_are_added_up_and_counted() -> None:
    whole = PERFECT[0]
    parts = [replace_spans(whole, 0.4)]
    ends = [Span(cut(s, 0.4).end, s.end) for s in (whole.one_span, whole.other_span)]
    parts.append(whole._replace(one_span=ends[0], other_span=ends[1]))
    figures = scored(parts, TRUTH)
    assert sum(figures[f"{row}: found"] * figures[f"{row}: planted"] for row in ROWS) == pytest.approx(1)
    assert figures["links for a passage in a pair"] == 2


def test_boilerplate_that_is_reported_counts_as_wrong() -> None:
    first: dict[str, tuple[int, Span]] = {}
    wrong = []
    for one in MADE:
        for span in one.boilerplate:
            text = one.text[slice(*span)]
            if text in first:
                wrong.append(Found(one.number, span, *first[text]))
            first.setdefault(text, (one.number, span))
    figures = scored([*PERFECT, *wrong], TRUTH)
    assert figures["wrong: boilerplate"] == len(wrong) > 100
    assert figures["precision"] == pytest.approx(len(PERFECT) / (len(PERFECT) + len(wrong)))


def test_pairs_of_documents_are_scored_by_what_they_share() -> None:
    pairs = [(one.one, one.other) for one in PERFECT]
    figures = scored_pairs(tools.paired(pairs), TRUTH)
    assert [figures[f"{row}: found"] for row in ROWS] == [1, 1, 1]
    assert figures["precision"] == 1
    noise = [*pairs, *unrelated(TRUTH, len(set(pairs)))]
    assert scored_pairs(tools.paired(noise), TRUTH)["precision"] == pytest.approx(0.5, abs=0.01)
    lump = scored_pairs(tools.clustered([0] * SOME), TRUTH)
    assert lump["reported"] == SOME * (SOME - 1) // 2
    assert [lump[f"{row}: found"] for row in ROWS] == [1, 1, 1]
    assert 0 < lump["precision"] < 0.1


def unrelated(known: Truth, count: int) -> list[tuple[int, int]]:
    of = known.of()
    pairs = ((a, b) for b in range(SOME) for a in range(b) if not of.get(a, {}).keys() & of.get(b, {}).keys())
    return [next(pairs) for _ in range(count)]


def test_texts_on_disk_are_those_of_the_articles(tmp_path: Path) -> None:
    texts.write(tmp_path, 70)
    with (tmp_path / "texts-1").open("ab") as file:
        file.write(b"half an artic")
    found = texts.write(tmp_path, 130)
    assert len(found) == 130
    assert [found[n] for n in (0, 69, 70, 129)] == [MADE[n].text for n in (0, 69, 70, 129)]
    assert [(e.number, e.time, e.text) for e in found.entries(128, 2)] == [
        (one.number, one.published, one.text) for one in MADE[128:130]
    ]
    assert pickle.loads(pickle.dumps(found))[99] == MADE[99].text
    assert found.size(130) == sum(len(one.text.encode()) for one in MADE[:130])


def measured(tmp_path: Path, *words: str | Path) -> dict[str, dict[str, float]]:
    out = tmp_path / f"{words[0]}.json"
    reuse.main([*map(str, words), "--json", str(out)])
    told = json.loads(out.read_text())
    assert told["what"] == words[0]
    figures: dict[str, dict[str, float]] = told["figures"]
    return figures


def test_the_finder_is_scored_over_generated_articles(tmp_path: Path) -> None:
    found = measured(tmp_path, "compare", "--documents", "300", "--alone")["sayso"]
    planted = Counter(one.row for one in truth(articles(300), 300, seed=1).wanted())
    assert {row: found[f"{row}: planted"] for row in ROWS} == planted
    # What it finds in few articles is pinned only so far that a finder that finds nothing fails.
    assert all(found[f"{row}: found"] > 0.8 for row in ROWS)
    assert found["links"] == found["reported"] > 0
    assert found["in all: seconds"] > found["join: seconds"] > 0


def test_speed_is_that_of_fingerprinting_alone(tmp_path: Path) -> None:
    found = measured(tmp_path, "speed", "--documents", "100", "--rounds", "1", "--alone")
    assert found["sayso"]["articles a second, best"] > 100


def test_scale_goes_on_where_it_was_broken_off_and_add_uses_its_stores(tmp_path: Path) -> None:
    folder = tmp_path / "scale"
    sizes = ("--folder", folder, "--least", "40")
    assert list(measured(tmp_path, "scale", *sizes, "--up-to", "40")) == ["40"]
    kept = (folder / "scale-40-1.json").stat().st_mtime_ns
    found = measured(tmp_path, "scale", *sizes, "--up-to", "400")
    assert (folder / "scale-40-1.json").stat().st_mtime_ns == kept
    assert list(found) == ["40", "400"]
    assert found["400"]["verbatim: planted"] > found["40"]["verbatim: planted"] > 0
    assert found["400"]["processor ms an article"] == pytest.approx(
        sum(found["400"][f"… {step}, processor ms"] for step in scale.STEPS)
    )
    assert found["400"]["processor ms an article: most over least so far"] >= 1
    assert found["400"]["peak memory, MiB"] > found["400"]["… without pages of files"] > 10
    added = measured(
        tmp_path, "add", "--folder", folder, "--to", "40", "400", "--added", "60", "--rounds", "2"
    )
    assert added["to 40"]["links"] > 5
    assert added["to 40"]["processor seconds, median: over the smallest store's"] == 1
    assert not list(folder.glob("adding-*"))


def test_teams_find_the_same_and_paper_follows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    teams = ("--teams", "local:1", "local:2")
    found = measured(tmp_path, "spread", "--documents", "200", "--rounds", "1", *teams)
    assert list(found) == ["local, 1 worker", "local, 2 workers"]
    assert len({figures["result"] for figures in found.values()}) == 1
    measured(tmp_path, "scale", "--folder", tmp_path / "some", "--least", "100", "--up-to", "100")
    capsys.readouterr()
    reuse.main(["paper", str(tmp_path / "scale.json"), str(tmp_path / "spread.json")])
    lines = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    hours = {line[0].strip("| "): float(line[1].replace(",", "")) for line in lines[1:]}
    assert hours["all of it"] == pytest.approx(sum(hours[step] for step in scale.STEPS), rel=0.01)
    with pytest.raises(SystemExit, match="scale --json"):
        reuse.main(["paper", str(tmp_path / "spread.json")])


def test_a_team_that_finds_something_else_stops_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    results = iter("aab")
    monkeypatch.setattr(spread, "_timed", lambda *_: {"seconds": 1.0, "result": next(results)})
    monkeypatch.setattr(spread.ours, "filled", lambda *_: {})
    with pytest.raises(RuntimeError, match="something else"):
        spread.measured(5, [("local", 1)], rounds=3)


def test_without_the_other_tools_it_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="pip install datasketch"):
        reuse.main(["compare"])
    with pytest.raises(SystemExit, match=r"no such program(?s:.*)--others others/bin/python"):
        reuse.main(["speed", "--others", str(tmp_path / "python")])
    with pytest.raises(SystemExit, match="lacks datasketch, rensa, text-dedup"):
        reuse.main(["compare", "--others", sys.executable])


def test_another_tool_is_asked_in_a_process_of_its_own(tmp_path: Path) -> None:
    stand_in = tmp_path / "python"
    answer = {"pairs": [[one.one, one.other] for one in PERFECT], "version": "1", "in all: seconds": 1.0}
    stand_in.write_text(f"#!/bin/sh\ncat > \"$5\" <<'END'\n{json.dumps(answer)}\nEND\n")
    stand_in.chmod(0o755)
    found = tools.measured(tools.Interpreter(stand_in), tmp_path / "texts.jsonl", TRUTH, [0.3])
    assert list(found) == list(tools.NAMES)
    assert (found["rensa"]["precision"], found["rensa"]["verbatim: found"]) == (1, 1)
    assert found["rensa"]["version"] == "1"
