from __future__ import annotations

import pytest

from command_line import Pipeline
from sayso import pipeline


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    found = Pipeline()
    monkeypatch.setattr(pipeline, "gather", found.gather)
    return found
