"""What crowd-kit settles of the same panel; it is not among Sayso's requirements (`pip install crowd-kit`).

Its methods know workers and labels. Where a method takes labels to mean the same in every task, as
Dawid-Skene's confusion matrices do, an object's options get numbers in an order drawn by chance: nothing else
would be fair, and nothing is learned from the numbers themselves.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.settlements import Option, Panel, Settlement

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = ("MajorityVote", "Wawa", "ZeroBasedSkill", "OneCoinDawidSkene", "DawidSkene", "GLAD", "MMSR")
SLOW = {"GLAD": 5_000}
"""Statements that a method is given at most: GLAD took ten seconds for a thousand."""
MOST_CELLS = 50_000_000
"""Objects times labels (times labels for confusion matrices): what a table of it may hold."""


def installed() -> bool:
    import importlib.util

    return importlib.util.find_spec("crowdkit") is not None


def settle(panel: Panel, name: str) -> Settlement | str:
    """What the method makes of it, or why it cannot."""
    import importlib

    # By name, for neither is there where types are checked.
    pandas: Any = importlib.import_module("pandas")
    made: Any = getattr(importlib.import_module("crowdkit.aggregation"), name)
    if len(panel.claim_option) > SLOW.get(name, len(panel.claim_option)):
        return f"too slow for {len(panel.claim_option):,} statements"
    labels = _labels(panel)
    cells = len(panel.objects) * (int(labels.max()) + 1)
    if name == "DawidSkene":
        cells = max(cells, len(panel.sources) * (int(labels.max()) + 1) ** 2)
    if cells > MOST_CELLS:
        return f"a table of {cells:,} cells"
    object_of = panel.option_object[panel.claim_option]
    answers = pandas.DataFrame(
        {"task": object_of, "worker": panel.claim_source, "label": labels[panel.claim_option]}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Settlement(list(_options(panel, made(), answers, labels)), [], [], f"crowd-kit {name}")
        except (ValueError, ArithmeticError, MemoryError, KeyError, AttributeError) as error:
            return f"it fails ({type(error).__name__})"


def _labels(panel: Panel) -> Any:  # noqa: ANN401 - an array of numbers
    """Of each option its number within its object, in an order drawn by a fixed seed."""
    order = np.lexsort((np.random.default_rng(0).random(len(panel.options)), panel.option_object))
    first = np.searchsorted(panel.option_object, np.arange(len(panel.objects)))
    labels = np.empty(len(order), dtype=np.int64)
    labels[order] = np.arange(len(order)) - first[panel.option_object[order]]
    return labels


def _options(panel: Panel, method: Any, answers: Any, labels: Any) -> Iterator[Option]:  # noqa: ANN401
    if hasattr(method, "fit_predict_proba"):
        table = method.fit_predict_proba(answers)
        rows = {task: n for n, task in enumerate(table.index)}
        columns = {label: n for n, label in enumerate(table.columns)}
        values = table.to_numpy()
        probability = [
            float(values[rows[o], columns[label]]) if o in rows and label in columns else 0.0
            for o, label in zip(panel.option_object.tolist(), labels.tolist(), strict=True)
        ]
    else:
        chosen = method.fit_predict(answers).to_dict()
        pairs = zip(panel.option_object.tolist(), labels.tolist(), strict=True)
        probability = [float(chosen.get(o) == label) for o, label in pairs]
    told = np.bincount(panel.claim_option, minlength=len(panel.options)).tolist()
    for n in np.lexsort((-np.array(probability), panel.option_object)).tolist():
        object = panel.objects[panel.option_object[n]]
        yield Option(object, panel.options[n], probability[n], told[n], float(told[n]))
