"""`sayso hypotheses`: each command enters one thing and says so; what is exported comes in as it was."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from command_line import invoke
from sayso.cli import main
from sayso.cli.hypotheses import hypotheses
from sayso.deliberating import proposing, rows
from sayso.errors import StopRun

EXAMPLES = Path(__file__).parents[2] / "examples" / "hypotheses"
SCHEMA = json.loads(files("sayso.views").joinpath("schema", "matrix.schema.json").read_text("utf-8"))
Q = "Who sank the Perrin Light?"
ANN, WHY = ("--as", "ann"), ("--why", "so")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_LEDGER", "SAYSO_COLLECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def asked() -> str:
    """A question with two hypotheses and a row."""
    does("new", Q, "-H", "The Grey Banner", "-H", "A stray mine", "--prior", "h1=0.3", *ANN)
    does("row", Q, "A fuse lay on the deck", "--source", "the police", "--when", "2025-05-04", *ANN)
    return Q


def does(*arguments: str) -> str:
    result = invoke("hypotheses", *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def refuses(*arguments: str) -> str:
    result: Result = invoke("hypotheses", *arguments)
    assert result.exit_code == 2, result.output
    return " ".join(result.stderr.split())


def reads(*arguments: str) -> list[Any]:
    result = invoke("hypotheses", *arguments)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def follows(what: str, line: Any) -> None:
    schema = {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{what}"}]}
    Draft202012Validator(schema).validate(line)


def told(*arguments: str) -> list[dict[str, Any]]:
    """What was entered, as `--json` has it."""
    found = reads(*arguments, "--json")
    for line in found:
        follows("entered", line)
    return found


def matrix(question: str = Q) -> Any:
    (line,) = reads("export", question)
    follows("matrix", line)
    return line


def test_a_question_is_asked_with_its_hypotheses() -> None:
    shown = does("new", Q, "-H", "The Grey Banner", "-H", "A stray mine", "--prior", "h1=0.3", *ANN)
    assert f"Kept: ann asked “{Q}”" in shown
    assert "Kept: ann stated H1, “The Grey Banner”, 30 % before any row" in shown
    (listed,) = reads("list", "--json")
    follows("question", listed)
    assert [h["prior"] for h in listed["hypotheses"]] == [0.3, None]
    assert f"{Q} {listed['id'][:12]} · 2 hypotheses · 0 rows · 0 of 0 cells filled" in does("list")


def test_the_reason_for_asking_is_the_questions() -> None:
    entries = told("new", Q, "-H", "The Grey Banner", "-H", "A stray mine", "--why", "the insurer asks")
    assert [entry["why"] for entry in entries] == ["the insurer asks", "", ""]


def test_no_two_questions_are_worded_alike(asked: str) -> None:
    does("new", "Who?", "-H", "One", "-H", "Another")
    assert "it is asked already" in refuses("reword", "Who?", "question", f" {Q.upper()}", *WHY)
    does("reword", "Who?", "question", "WHO?", *WHY)
    long = "Who " + "x" * 5_000
    does("new", long, "-H", "One", "-H", "Another")
    assert len(does("list")) < 1_000 and len(refuses("show", "nobody asked this")) < 1_000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-H", "One"], "One hypothesis alone"),
        (["-H", "One", "-H", "Two", "--prior", "H3=0.1"], "--prior H3: the hypotheses are H1, H2"),
        (["-H", "One", "-H", "Two", "--prior", "0.1"], "not ID=PROBABILITY"),
        (["-H", "One", "-H", "Two", "--prior", "H1=1"], "cannot be weighed"),
        (["-H", "One", "-H", "Two", "--prior", "H1=nan"], "prior nan: not a number from 0 to 1"),
        (["-H", "One", "-H", "two", "-H", " ONE"], "H1 says the same"),
        (["-H", "One", "-H", " "], "no words"),
    ],
)
def test_what_cannot_be_asked_is_refused_whole(arguments: list[str], words: str) -> None:
    assert words in refuses("new", Q, *arguments)
    assert not Path("sayso.db").exists() or reads("list", "--json") == []


ENTERED: list[tuple[list[str], str, dict[str, Any]]] = [
    (["add", "Her own cargo", "--prior", "0.1"], "hypothesis", {"id": "H3", "prior": 0.1}),
    (["cell", "r1", "h2", "ii", *WHY], "cell", {"row": "R1", "hypothesis": "H2", "mark": "II"}),
    (["cell", "R1", "H2", "none", *WHY], "cell", {"row": "R1", "hypothesis": "H2", "mark": None}),
    (["credibility", "r1", "4", *WHY], "credibility", {"row": "R1", "credibility": 4}),
    (["credibility", "R1", "none", *WHY], "credibility", {"row": "R1", "credibility": None}),
    (["planted", "R1", "0.8", *WHY], "deceptive", {"row": "R1", "probability": 0.8}),
    (["motive", "R1", "H2", *WHY], "motive", {"row": "R1", "hypothesis": "H2"}),
    (["motive", "R1", "H2", "--back", *WHY], "motive", {"row": "R1", "hypothesis": "H2", "holds": False}),
    (["assume", "The log is whole"], "assumption", {"id": "A1", "text": "The log is whole"}),
    (["withdraw", "R1", *WHY], "withdraw", {"id": "R1"}),
    (["withdraw", "H1", "--back", *WHY], "withdraw", {"id": "H1", "back": True}),
    (["reword", "H2", "A mine adrift", *WHY], "hypothesis", {"id": "H2", "text": "A mine adrift"}),
    (["reword", "question", "Who did it?", *WHY], "question", {"text": "Who did it?"}),
    (["outcome", "H2", *WHY], "outcome", {"hypothesis": "H2"}),
    (["misled", "R1", *WHY], "misled", {"row": "R1"}),
    (["misled", "R1", "--back", *WHY], "misled", {"row": "R1", "holds": False}),
]


@pytest.mark.parametrize(("arguments", "kind", "expected"), ENTERED, ids=lambda v: str(v)[:40])
def test_each_command_enters_one_thing(
    asked: str, arguments: list[str], kind: str, expected: dict[str, Any]
) -> None:
    verb, *others = arguments
    (line,) = told(verb, asked, *others, *ANN)
    assert (line["kind"], line["who"], line["told"]) == (kind, "ann", line["told"] | expected)
    assert matrix(line["question"])["entries"][-1]["id"] == line["id"]


def test_a_note_has_what_is_stated_of_it(asked: str) -> None:
    (line,) = told(
        *("row", asked, "Two men were seen", "--origin", "the keeper", "--credibility", "3"),
        *("--source", "The Courier", "--when", "2025-05", "--why", "nobody else was there"),
    )
    assert line["why"] == "nobody else was there"
    assert line["told"] == {
        "id": "R2",
        "kind": "note",
        "text": "Two men were seen",
        "origin": "the keeper",
        "origin_name": "the keeper",
        "credibility": 3,
        "source": "The Courier",
        "when": "2025-05",
    }


def test_several_cells_are_filled_at_once(asked: str) -> None:
    does("row", asked, "No mine was swept")
    found = told("fill", asked, "r1", "H1=C", "h2=na", "R2", "H2=II", *WHY)
    assert [tuple(line["told"].values()) for line in found] == [
        ("R1", "H1", "C"),
        ("R1", "H2", "NA"),
        ("R2", "H2", "II"),
    ]


def test_one_wrong_cell_keeps_none(asked: str) -> None:
    before = matrix()
    assert "hypothesis 'H9'" in refuses("fill", asked, "R1", "H1=C", "H9=I", *WHY)
    assert matrix() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cell", "R1", "H1", "X", *WHY], "'X' is not one of"),
        (["cell", "H1", "R1", "C", *WHY], "'H1' is no id of that kind. Write for instance R1."),
        (["cell", "R7", "H1", "C", *WHY], "row 'R7': no such name"),
        (["cell", "R1", "H1", "C"], "--why"),
        (["cell", "R1", "H1", "C", "--why", " "], "a reason is needed"),
        (["fill", "H1=C", *WHY], "comes before its row: write for instance R1 H1=C"),
        (["fill", "R1", *WHY], "No marks"),
        (["fill", "R1", "H1=C", "h1=I", *WHY], "R1 has two marks for H1"),
        (["assume", "The log is whole", "--as", "machine"], "enter your own name"),
        (["assume", "The log is whole", "--as", " Machine"], "enter your own name"),
        (["row", "0123456789ab", "--as", "machine"], "enter your own name"),
        (["row", "a note", "--assess"], "are for claims"),
        (["row", "0123456789ab", "--finding", "--assess"], "a finding is itself"),
        (["planted", "R1", "80", *WHY], "not a number from 0 to 1"),
        (["planted", "R1", "nan", *WHY], "not a number from 0 to 1"),
        (["planted", "R1", "inf", *WHY], "not a number from 0 to 1"),
        (["reword", "H2", "the grey banner", *WHY], "H1 says the same"),
        (["credibility", "R1", "7", *WHY], "'7' is not one of"),
        (["credibility", "R7", "1", *WHY], "row 'R7'"),
        (["challenge", "A1", "failed", *WHY], "id 'A1'"),
        (["challenge", "A1", "wrong", *WHY], "'wrong' is not one of"),
        (["withdraw", "R7", *WHY], "id 'R7'"),
        (["reword", "R7", "words", *WHY], "Choose one of: H1, H2, R1"),
        (["row", "A FUSE lay on the deck"], "in the matrix already, as row R1"),
        (["row", "two", "words"], "put a note in quotes"),
        (["row", "a note", "--finding"], "--finding checks a claim"),
        (["row", "a note", "--when", "yesterday"], "not a date in EDTF"),
        (["row", "0123456789ab"], "no document or claim"),
        (["log", "--as-of", "yesterday"], "moment 'yesterday'"),
        (["show", "--as-of", "2020"], "moment '2020'"),
        (["show", "--as-of", "2020-01-01"], "it was asked later"),
    ],
    ids=lambda v: str(v)[:40],
)
def test_what_cannot_be_says_what_to_do(asked: str, arguments: list[str], words: str) -> None:
    verb, *others = arguments
    assert words in refuses(verb, asked, *others)


def test_an_unknown_question_lists_those_that_there_are(asked: str) -> None:
    assert f"({asked})" in refuses("show", "Who?")
    assert "Make one: sayso add" in refuses("show", "Who?", "--ledger", "nowhere.db")


def test_the_matrix_is_shown_weighed(asked: str) -> None:
    does("fill", asked, "R1", "H1=CC", "H2=II", *WHY)
    shown = does("show", asked, "--sort", "number")
    assert Q in shown and "A fuse lay on the deck" in shown
    assert "R1 CC II" in shown
    assert "likely" in shown
    identity = matrix()["id"]
    assert does("show", identity[:8]) == does("show", asked)
    (line,) = reads("show", asked, "--json")
    assert (line["id"], line["hypotheses"][0]["hypothesis"]) == (identity, "H1")


def test_the_log_has_all_that_was_done(asked: str) -> None:
    does("cell", asked, "R1", "H1", "C", "--why", "they had such fuses", "--as", "ben")
    shown = does("log", asked)
    assert shown.index("ann asked") < shown.index("ann put in R1") < shown.index("ben marked R1 × H1 C")
    assert "they had such fuses" in shown
    lines = told("log", asked)
    assert [line["kind"] for line in lines] == ["question", "hypothesis", "hypothesis", "row", "cell"]
    assert "Nothing had been done by then." in does("log", asked, "--as-of", "2020-01-01")


def test_proposals_are_kept_as_the_machines(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def proposed(*_: object, **__: object) -> Any:
        yield {"row": "R1", "hypothesis": "H1", "mark": "C", "why": "supports 80 %"}
        yield {"row": "R1", "hypothesis": "H2", "mark": None, "why": "neutral 90 %"}

    monkeypatch.setattr(proposing, "proposed", proposed)
    (line,) = told("propose", asked)
    assert (line["who"], line["why"], line["told"]["mark"]) == ("machine", "supports 80 %", "C")
    assert len(matrix()["entries"]) == 5, "what it sees nothing in is not kept"
    said = does("propose", asked)
    assert said.endswith("The model sees nothing either way in 1 cell: left unfilled.")
    monkeypatch.setattr(proposing, "proposed", lambda *_, **__: iter(()))
    assert "nothing to propose" in does("propose", asked)


def test_a_row_is_drawn_from_a_claim(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[rows.Drawing] = []

    def drawn(_: object, __: object, given: Any, claim: str, how: rows.Drawing) -> Any:
        assert (given.text, how.collections) == (Q, ("main",))
        seen.append(how)
        if claim == "dead":
            raise StopRun("claim 'dead'", "it was published later", "Draw it later")
        proposed = {"proposed": 4, "proposed_why": "doubtful: 1 origin speaks against it."}
        return {
            "kind": "finding" if how.finding else "claim",
            "text": claim,
            "origin": "o",
            **(proposed if how.assess else {}),
        }

    monkeypatch.setattr(rows, "drawable", lambda _, __, claim, ___: claim)
    monkeypatch.setattr(rows, "drawn", drawn)
    one, other = told("row", asked, "8a6dbf71", "bcdf0668", "8a6dbf71", "--credibility", "4")
    assert (one["told"]["text"], other["told"]["text"]) == ("8a6dbf71", "bcdf0668")
    assert one["told"]["credibility"] == 4 and not seen[-1].assess
    assert told("row", asked, "8a6dbf71", "--finding")[0]["told"]["kind"] == "finding"
    assert told("row", asked, "deed", "--note")[0]["told"] == {"id": "R5", "kind": "note", "text": "deed"}
    shown = does("row", asked, "abcd", "--assess", "--as-of", "2025-06-11", *ANN)
    assert "Kept: ann put in R6, “abcd”, credibility 4 proposed, not weighed Proposed: doubtful:" in shown
    assert " R6 4 --why …" in shown and (seen[-1].assess, seen[-1].as_of) == (True, "2025-06-11")
    assert "it was published later" in refuses("row", asked, "beef", "dead", "--finding")
    assert [row["told"]["text"] for row in told("log", asked)[-2:]] == ["abcd", "beef"], "kept as it is drawn"


def test_what_is_exported_comes_in_as_it_was(asked: str) -> None:
    does("fill", asked, "R1", "H1=CC", "H2=II", *WHY)
    does("withdraw", asked, "H2", *WHY)
    does("export", asked, "out.json")
    assert json.loads(Path("out.json").read_text("utf-8")) == matrix()
    assert "Taken in: 7 of 7 entries." in does("import", "out.json", "--ledger", "other.db")
    twice = json.loads(Path("out.json").read_text("utf-8"))
    Path("twice.json").write_text(json.dumps(twice | {"entries": [*twice["entries"], *twice["entries"]]}))
    assert "Taken in: 7 of 14 entries" in does("import", "twice.json", "--ledger", "third.db")
    does("export", asked, "again.json", "--ledger", "other.db")
    assert Path("again.json").read_bytes() == Path("out.json").read_bytes()
    assert "Taken in: 0 of 7 entries, 7 were here." in does("import", "out.json")


def _changed(change: Callable[[Any], None]) -> str:
    line = matrix()
    change(line)
    Path("changed.json").write_text(json.dumps(line))
    return refuses("import", "changed.json", "--ledger", "other.db")


def test_what_was_changed_on_the_way_is_refused(asked: str) -> None:
    assert "entries[1] is not what it was" in _changed(lambda m: m["entries"][1]["told"].update(text="You"))
    assert 'entries[3].kind is "vote"' in _changed(lambda m: m["entries"][3].update(kind="vote"))
    assert "its version is 2" in _changed(lambda m: m.update(version=2))
    assert 'entries[0].made is "today"' in _changed(lambda m: m["entries"][0].update(made="today"))
    assert "entries[0].who is null" in _changed(lambda m: m["entries"][0].update(who=None))
    assert "entries[1].told.text is 7" in _changed(lambda m: m["entries"][1]["told"].update(text=7))
    assert "entries is []" in _changed(lambda m: m.update(entries=[]))
    assert "'question', which is first" in _changed(lambda m: m["entries"].pop(0))
    assert invoke("hypotheses", "list", "--ledger", "other.db").exit_code == 2


def test_our_example_comes_in() -> None:
    does("import", str(EXAMPLES / "perrin-light.json"))
    (listed,) = reads("list", "--json")
    assert (listed["question"], listed["rows"], listed["cells"]) == (Q, 6, 18)
    assert matrix() == json.loads((EXAMPLES / "perrin-light.json").read_text("utf-8"))


def test_a_table_becomes_a_question() -> None:
    shown = does("import", str(EXAMPLES / "perrin-light.csv"), "--question", Q, *ANN)
    assert "Entered from a table: 28 entries. Lost: Relevance" in shown
    entries = matrix()["entries"]
    rows = [e["told"] for e in entries if e["kind"] == "row"]
    assert [row.get("credibility") for row in rows] == [2, 2, 4, 3, 2, 2]
    assert rows[0]["origin"] == rows[1]["origin"] and "origin" not in rows[3]
    assert rows[4]["when"] == "2025"
    marks = [e["told"]["mark"] for e in entries if e["kind"] == "cell" and e["told"]["row"] == "R1"]
    assert marks == ["CC", "II", "I"]
    assert {e["who"] for e in entries} == {"ann"}
    assert entries[4]["why"] == "relevance: high"


@pytest.mark.parametrize(
    ("table", "marks"),
    [
        ("evidence,A,B\nx,C,-\ny,I I,\n", [("R1", "H1", "C"), ("R2", "H1", "II")]),
        ("what;A;B\nx;+;-\n", [("R1", "H1", "C"), ("R1", "H2", "I")]),
        ("what\tA\tB\nx\tVery Consistent\tn/a\n", [("R1", "H1", "CC"), ("R1", "H2", "NA")]),
        ('\ufeff"what","A","B"\n"x, y","−−","0"\n', [("R1", "H1", "II"), ("R1", "H2", "N")]),
    ],
)
def test_marks_are_read_on_the_files_own_scale(table: str, marks: list[tuple[str, str, str]]) -> None:
    Path("m.csv").write_text(table, "utf-8")
    does("import", "m.csv", "--question", Q)
    cells = [e["told"] for e in matrix()["entries"] if e["kind"] == "cell"]
    assert [(c["row"], c["hypothesis"], c["mark"]) for c in cells] == marks


def test_a_board_of_open_synthesis_keeps_its_analysts_apart() -> None:
    shown = does("import", str(EXAMPLES / "beacon.opensynthesis.json"), *ANN)
    assert "a board of Open Synthesis" in shown and "that contradict their evidence are not kept" in shown
    entries = matrix("Why did the Kestermouth beacon go dark?")["entries"]
    cells = [(e["who"], *e["told"].values()) for e in entries if e["kind"] == "cell"]
    assert cells == [
        ("ida", "R1", "H1", "C"),
        ("ida", "R1", "H2", "N"),
        ("ida", "R2", "H2", "II"),
        ("olaf", "R2", "H2", "I"),
        ("olaf", "R2", "H1", "CC"),
    ]
    (first, second) = [e["told"] for e in entries if e["kind"] == "row"]
    assert first["quotes"][0]["address"] == "https://kestermouth.example/log"
    assert (first["when"], second.get("quotes")) == ("2025-05-05", None)
    assert [e["told"]["text"] for e in entries if e["kind"] == "hypothesis"][-1] == "The lamp failed"


ACHZ = """<?xml version="1.0" encoding="UTF-16"?><ACH>
<PROJECT-TITLE>Who sank the Perrin Light?</PROJECT-TITLE>
<CLASSIFICATION>U</CLASSIFICATION><MATRIX><HYPOTHESIS><NAME>The Grey Banner</NAME></HYPOTHESIS>
<HYPOTHESIS><NAME>A stray mine</NAME></HYPOTHESIS><EVIDENCE><NAME>A fuse</NAME><NOTES>on deck</NOTES>
<TYPE>Press</TYPE><DATE>1746316800000</DATE><FLAG>1</FLAG><CREDIBILITY>HIGH</CREDIBILITY>
<VALUES>C C,I I</VALUES></EVIDENCE><EVIDENCE><NAME>Plates</NAME><DATE>0</DATE><VALUES>NA,</VALUES></EVIDENCE>
</MATRIX></ACH>"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8"])
def test_a_file_of_ach_2_is_read_as_its_importer_reads_it(encoding: str) -> None:
    Path("old.achz").write_bytes(gzip.compress(ACHZ.encode(encoding)))
    shown = does("import", "old.achz")
    assert "Lost: The classification 'U' is not kept. Lost: Flags on evidence are not kept." in shown
    entries = matrix()["entries"]
    first, second = [e for e in entries if e["kind"] == "row"]
    assert first["told"] == {
        "id": "R1",
        "kind": "note",
        "text": "A fuse",
        "credibility": 2,
        "when": "2025-05-04",
    }
    assert first["why"] == "type: Press; notes: on deck"
    assert second["told"] == {"id": "R2", "kind": "note", "text": "Plates"}
    assert [e["told"]["mark"] for e in entries if e["kind"] == "cell"] == ["CC", "II", "NA"]


def test_a_file_of_ach_2_opens_nothing_else() -> None:
    Path("secret").write_text("SECRET")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{Path("secret").absolute().as_uri()}">]>'
    evil = ACHZ.replace('<?xml version="1.0" encoding="UTF-16"?>', entity).replace("A fuse", "&e;")
    Path("evil.achz").write_bytes(gzip.compress(evil.encode()))
    does("import", "evil.achz")
    assert "SECRET" not in json.dumps(matrix())


def test_plain_json_becomes_a_question() -> None:
    made = {
        "question": Q,
        "hypotheses": ["The Grey Banner", {"id": "mine", "text": "A stray mine", "prior": 0.2}],
        "rows": [
            {"text": "A fuse", "marks": {"H1": "CC", "mine": "II"}, "credibility": "low", "why": "seen"},
            {
                "text": "Plates",
                "marks": ["C", None],
                "credibility": 9,
                "quotes": [{"text": "bent", "by": "a diver"}],
            },
        ],
        "assumptions": ["The diver saw it all"],
        "colour": "blue",
    }
    Path("plain.json").write_text(json.dumps(made))
    shown = does("import", "plain.json")
    assert "Lost: Nothing was made of 'colour'." in shown and "Lost: Of R2: credibility 9" in shown
    entries = matrix()["entries"]
    assert [tuple(e["told"].values()) for e in entries if e["kind"] == "cell"] == [
        ("R1", "H1", "CC"),
        ("R1", "H2", "II"),
        ("R2", "H1", "C"),
    ]
    assert entries[2]["told"]["prior"] == 0.2
    assert entries[-1]["kind"] == "assumption"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no rows of evidence"),
        (b"evidence,A\nx,C\n", "fewer than two columns"),
        (b"evidence,A,B\nx,C,maybe\n", "'maybe' is no mark. Write CC, C"),
        (b"evidence,A,B\n\xff,C,C\n", "no text in UTF-8"),
        (b"{", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "no board of Open Synthesis"),
        (b"{}", "no list of hypotheses"),
        (b'{"hypotheses": ["A"], "rows": [{"text": "x"}]}', "fewer than two hypotheses"),
        (b'{"hypotheses": ["A", "B"], "rows": [{"text": "x", "marks": "C"}]}', "are no marks"),
        (b'{"hypotheses": ["A", "B"], "rows": [{"text": "x", "marks": {"H3": "C"}}]}', "There are: H1, H2"),
        (b'{"hypotheses": ["A", 2], "rows": [{}]}', "2 is no hypothesis"),
        (b'[{"model": "openach.board", "pk": 1, "fields": {}}]', "not as Open Synthesis writes it"),
        (gzip.compress(b"<a/>"), "there is no MATRIX"),
        (gzip.compress(b"no"), "it is no XML"),
        (gzip.compress(b"no")[:-4], "cannot be unpacked"),
    ],
)
def test_a_file_that_is_no_matrix_says_what_one_is(content: bytes, words: str) -> None:
    Path("m").write_bytes(content)
    assert words in refuses("import", "m")
    assert reads("list", "--json") == [] if Path("sayso.db").exists() else True


def test_a_matrix_comes_from_a_pipe_too() -> None:
    arguments = ["hypotheses", "import", "-", "--question", Q, "--json"]
    result = CliRunner().invoke(main, arguments, input=b"what,A,B\nx,C,I\n", prog_name="sayso")
    assert result.exit_code == 0, result.output
    follows("question", json.loads(result.stdout))


def test_a_question_is_asked_in_files_of_other_tools_only(asked: str) -> None:
    does("export", asked, "out.json")
    assert "this file has its own" in refuses("import", "out.json", "--question", Q)
    assert "No such file" in refuses("import", "nowhere.csv")


def test_every_key_and_value_is_on_the_page() -> None:
    page = (EXAMPLES.parents[1] / "docs" / "hypotheses.md").read_text("utf-8")
    found = set(names(SCHEMA))
    assert len(found) > 40
    assert found - set(re.findall(r"\w+", page)) == set()


@pytest.mark.parametrize("command", hypotheses.commands.values(), ids=lambda c: c.name)
def test_every_command_and_option_is_on_the_page(command: click.Command) -> None:
    page = (EXAMPLES.parents[1] / "docs" / "hypotheses.md").read_text("utf-8")
    assert f"`{command.name}" in page
    options = [p for p in command.params if isinstance(p, click.Option) and p.name != "help"]
    assert all(any(name in page for name in option.opts) for option in options)
    assert command.help and command.help.partition("\n")[0].endswith(".")


def names(node: Any) -> Iterator[str]:
    """Every key and value of a schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        yield from (value for value in node.get("enum", []) if isinstance(value, str))
        for child in node.values():
            yield from names(child)
    elif isinstance(node, list):
        for child in node:
            yield from names(child)
