"""Findings as JSON: the published shape, exact, and back again; and what is no finding is told so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from test_json_docs import names

import made_findings as made
from family_schema import schema
from sayso import findings
from sayso.errors import StopRun
from sayso.findings import Asked, Finding, Stated
from sayso.views.evidence.record import finding_of, identity, record
from sayso.views.evidence.replaying import compared, findings_in, replay_record
from sayso.views.record import as_line
from sayso.weighing.credibility import credibility

DOCS = Path(__file__).parents[2] / "docs"
every = pytest.mark.parametrize("story", made.ALL.values(), ids=made.ALL)


def validator(what: str) -> Draft202012Validator:
    resources = [Resource.from_contents(schema(name)) for name in ("reading", "finding")]
    registry: Any = Registry().with_resources([(r.id(), r) for r in resources])
    return Draft202012Validator({"$ref": f"urn:sayso:schema:finding:1#/$defs/{what}"}, registry=registry)


def written(finding: Finding) -> Any:
    return json.loads(as_line(record(finding)))


@every
def test_findings_follow_the_schema_and_come_back(story: Callable[[], Finding]) -> None:
    finding = story()
    line = as_line(record(finding))
    assert line.startswith(b'{"id": "') and line.count(b"\n") == 1
    validator("finding").validate(json.loads(line))
    assert finding_of(json.loads(line)) == finding


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made.by_chance())
def test_any_finding_comes_back_as_it_was(finding: Finding) -> None:
    assert finding_of(written(finding)) == finding


def test_the_schema_is_one_and_knows_every_field_and_value() -> None:
    Draft202012Validator.check_schema(schema("finding"))
    defined = schema("finding")["$defs"]
    for name in ("Finding", "Asked", "Stated", "Voice", "Passage", "Rating", "Row", "Check", "Evidence"):
        kept = [f.name for f in fields(getattr(findings, name))]
        follows = ("id", "credibility") if name == "Finding" else ()
        told = [key for key in defined[name.lower()]["properties"] if key not in follows]
        assert told == kept and set(defined[name.lower()]["required"]) >= set(kept)
    assert defined["verdict"]["enum"] == list(findings.VERDICTS)
    assert defined["label"]["enum"] == list(findings.LABELS)
    assert defined["rating"]["properties"]["rated"]["enum"] == list(findings.RATED)
    assert defined["check"]["properties"]["kind"]["enum"] == list(get_args(findings.CheckKind))
    assert defined["evidence"]["properties"]["aside"]["enum"] == [*get_args(findings.Aside), None]
    assert defined["evidence"]["properties"]["timing"]["enum"] == list(get_args(findings.Timing))
    assert defined["coverage"]["properties"]["state"]["enum"] == list(get_args(findings.Searched))
    assert defined["confidence"]["enum"] == list(get_args(findings.Confidence))


@every
def test_the_credibility_that_is_proposed_follows_and_is_made_anew(story: Callable[[], Finding]) -> None:
    finding = story()
    grade, why = credibility(finding)
    line = written(finding)
    assert line["credibility"] == {"proposed": grade, "why": why}
    changed = {**line, "credibility": {"proposed": 1 if grade != 1 else 2, "why": "so it is"}}
    assert finding_of(changed) == finding == finding_of({k: v for k, v in line.items() if k != "credibility"})


def test_what_is_not_of_the_shape_is_refused_by_the_schema() -> None:
    changed = written(made.mixed())
    changed["evidence"][0]["supports"] = 1.5
    assert not validator("finding").is_valid(changed)
    assert not validator("finding").is_valid({**written(made.mixed()), "truth": 1})


def test_a_sentence_has_the_id_of_its_words() -> None:
    one = made.nothing()
    assert one.asked.claim is None and re.fullmatch("[0-9a-f]{32}", identity(one))
    assert identity(replace(one, asked=Asked(Stated("Another")))) != identity(one)
    assert identity(made.mixed()) == made.mixed().asked.claim


BROKEN: list[tuple[Callable[[Any], object], str]] = [
    (lambda r: r.update(verdict="true"), "verdict is 'true', and should be one of: supported, disputed"),
    (lambda r: r.pop("asked"), "asked is missing"),
    (lambda r: r["asked"]["stated"].pop("text"), "asked.stated.text is missing"),
    (lambda r: r["evidence"][2].update(supports="much"), "evidence[2].supports is 'much'"),
    (lambda r: r["evidence"][0].update(model=[0.5]), "evidence[0].model is [0.5], and should be a list of 3"),
    (lambda r: r.update(copies=True), "copies is True, and should be a whole number"),
    (lambda r: r.update(copies=1.5), "copies is 1.5, and should be a whole number"),
    (lambda r: r.update(evidence={}), "evidence is {}, and should be a list"),
    (lambda r: r.update(surprise=1), "surprise is unknown; there are asked, verdict"),
    (lambda r: r["supports"].update(evidence=[99]), "supports.evidence[0] is 99"),
    (lambda r: r["values"][1].update(evidence=-1), "values[1].evidence is -1"),
    (lambda r: r["values"][0].update(low=10**400), "values[0].low is 1000"),
    (lambda r: r["asked"]["stated"]["figures"][0].update(span=[1]), "figures[0].span is [1]"),
    (lambda r: r["asked"].update(stance=["asserted"]), "asked.stance is ['asserted']"),
    (lambda r: r["evidence"][0]["passage"].update(quote=None), "passage.quote is None, and should be text"),
]


@pytest.mark.parametrize(("spoil", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_what_is_no_finding_is_told_with_its_place(spoil: Callable[[Any], object], said: str) -> None:
    broken = written(made.mixed())
    spoil(broken)
    with pytest.raises(StopRun) as told:
        finding_of(broken)
    assert said in str(told.value) and "sayso check" in str(told.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "f.json: it is empty"),
        (b"  \n ", "f.json: it is empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"hello", "line 1, column 1 is no JSON"),
        (b'{"id": "x"', "is no JSON"),
        (b"[1]\n", "f.json, line 1: what stands there is [1], and should be an object"),
        (b"\n\n{}", "f.json, line 3: asked is missing"),
        (b"[" * 100_000, "f.json"),
        (b"[" + b"9" * 5000 + b"]", "a number too long"),
    ],
)
def test_a_file_that_holds_no_finding_says_so(data: bytes, said: str) -> None:
    with pytest.raises(StopRun) as told:
        findings_in(data, "f.json")
    assert said in str(told.value)


def test_not_a_number_is_no_number() -> None:
    line = re.sub(rb'"weight": [\d.]+', b'"weight": NaN', as_line(record(made.mixed())), count=1)
    with pytest.raises(StopRun, match="weight is nan"):
        findings_in(line, "f.json")


def test_several_are_read_in_any_layout() -> None:
    one, two = made.mixed(), made.nothing()
    laid_out = json.dumps(record(two), indent=2).encode()
    assert findings_in(b"\xef\xbb\xbf" + as_line(record(one)) + laid_out, "f.json") == [one, two]


def test_a_replay_that_comes_out_otherwise_says_where() -> None:
    kept = made.mixed()
    same = compared(kept, kept)
    assert same.is_same and replay_record(same)["same"] is True
    nearly = replace(kept, supports=replace(kept.supports, weight=kept.supports.weight * (1 + 1e-13)))
    assert compared(kept, nearly).is_same, "the last digit is another machine's"
    made_anew = replace(kept, verdict="supported", reasons=kept.reasons[:1])
    found = compared(kept, made_anew)
    assert [d.where for d in found.differs] == ["verdict", "reasons"]
    assert (found.differs[0].was, found.differs[0].made) == ('"mixed"', '"supported"')
    for replay in (same, found):
        validator("replay").validate(json.loads(as_line(replay_record(replay))))


def test_every_key_and_value_is_on_the_page_of_the_verb() -> None:
    page = (DOCS / "check.md").read_text("utf-8")
    words = set(re.findall(r"\w+", page))
    found = set(names(schema("finding")["$defs"]))
    missing = {name for name in found if not set(re.findall(r"\w+", name)) <= words}
    assert len(found) > 90 and missing == set()
