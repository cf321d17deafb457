"""Boards of Open Synthesis (github.com/twschiller/open-synthesis), as Django writes its database out:
`manage.py dumpdata openach auth.user`. The names are those of its `openach/models.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.errors import StopRun
from sayso.ledger.questions import Draft
from sayso.matrices import Mark
from sayso.types import Json
from sayso.views.matrix.foreign import Foreign

EVALUATIONS: dict[int, Mark] = {0: "NA", 1: "II", 2: "I", 3: "N", 4: "C", 5: "CC"}
_Fields = Mapping[str, Any]


def is_dump(made: object) -> bool:
    """Whether JSON is a dump of Django's with a board in it."""
    return isinstance(made, list) and any(
        isinstance(one, dict) and one.get("model") == "openach.board" for one in made
    )


def matrix(made: Sequence[Any], name: str, question: str | None) -> Foreign:
    """From a dump; where it has several boards, the one that `question` words.

    Raises:
        StopRun: no such board, or something in the dump is not as Open Synthesis writes it.
    """
    try:
        dump = _Dump(made)
        board, title = dump.board(name, question)
        drafts = [Draft("question", {"text": title}, str(dump.all("board")[board].get("board_desc") or ""))]
        return Foreign("a board of Open Synthesis", (*drafts, *dump.drafts(board)), tuple(dump.lost(board)))
    except (KeyError, TypeError, AttributeError) as error:
        why = f"something in it is not as Open Synthesis writes it ({type(error).__name__}: {error})"
        raise StopRun(
            f"matrix in {name}", why, "Write it with: manage.py dumpdata openach auth.user"
        ) from None


class _Dump:
    def __init__(self, made: Sequence[Any]) -> None:
        self._made = made
        self._users = self.all("user", "auth")

    def all(self, model: str, app: str = "openach") -> dict[Any, _Fields]:
        """Fields by primary key."""
        return {one["pk"]: one["fields"] for one in self._made if one["model"] == f"{app}.{model}"}

    def _left(self, model: str, board: Any) -> dict[Any, _Fields]:  # noqa: ANN401 - a primary key
        found = self.all(model)
        return {k: f for k, f in found.items() if f["board"] == board and not f.get("removed")}

    def board(self, name: str, question: str | None) -> tuple[Any, str]:
        titles = {key: str(fields["board_title"]) for key, fields in self.all("board").items()}
        wanted = [key for key, title in titles.items() if question in (None, title)]
        if len(wanted) == 1:
            return wanted[0], titles[wanted[0]]
        why = "it has several boards" if question is None else f"it has no board {question!r}"
        todo = f"Name one with --question: {'; '.join(sorted(titles.values()))}"
        raise StopRun(f"matrix in {name}", why, todo)

    def drafts(self, board: Any) -> Iterator[Draft]:  # noqa: ANN401 - a primary key
        hypotheses = {key: f"H{n}" for n, key in enumerate(self._left("hypothesis", board), 1)}
        rows = {key: f"R{n}" for n, key in enumerate(self._left("evidence", board), 1)}
        stated = self._left("hypothesis", board)
        for key, identity in hypotheses.items():
            yield Draft("hypothesis", {"id": identity, "text": stated[key]["hypothesis_text"]})
        for key, identity in rows.items():
            yield self._row(key, identity)
        for fields in self.all("evaluation").values():
            row, hypothesis = rows.get(fields["evidence"]), hypotheses.get(fields["hypothesis"])
            if row and hypothesis and fields["board"] == board:
                told: dict[str, Json] = {"row": row, "hypothesis": hypothesis}
                yield Draft(
                    "cell", told | {"mark": EVALUATIONS[fields["value"]]}, who=self._user(fields["user"])
                )

    def _user(self, key: Any) -> str:  # noqa: ANN401 - a primary key, or a natural one
        if isinstance(key, list):
            return str(key[0])
        return str(self._users.get(key, {}).get("username") or f"user {key} of Open Synthesis")

    def _row(self, key: Any, identity: str) -> Draft:  # noqa: ANN401 - a primary key
        fields = self.all("evidence")[key]
        sources = [s for s in self._sources(key) if s.get("corroborating", True)]
        told: dict[str, Json] = {"id": identity, "kind": "note", "text": fields["evidence_desc"]}
        if sources:
            told["source"] = "; ".join(s.get("source_title") or s["source_url"] for s in sources)
            told["quotes"] = [
                {
                    "text": s.get("source_description") or s.get("source_title") or s["source_url"],
                    "address": s["source_url"],
                    "by": s.get("source_title") or "",
                }
                for s in sources
            ]
        if len({s["source_date"] for s in sources}) == 1:
            told["when"] = sources[0]["source_date"]
        date = fields.get("event_date")
        return Draft("row", told, f"the event is dated {date}" if date else None)

    def _sources(self, evidence: Any) -> list[_Fields]:  # noqa: ANN401 - a primary key
        found = self.all("evidencesource").values()
        return [s for s in found if s["evidence"] == evidence and not s.get("removed")]

    def lost(self, board: Any) -> Iterator[str]:  # noqa: ANN401 - a primary key
        contrary = [s for key in self._left("evidence", board) for s in self._sources(key)]
        if any(not s.get("corroborating", True) for s in contrary):
            yield "Sources that contradict their evidence are not kept: enter them as rows of their own."
        for model in ("hypothesis", "evidence"):
            gone = [f for f in self.all(model).values() if f["board"] == board and f.get("removed")]
            if gone:
                yield f"{len(gone)} removed there ({model}): not kept."
        if self.all("analystsourcetag"):
            yield "Tags on sources are not kept."
        yield "When each mark was made is not kept: all are of today."
