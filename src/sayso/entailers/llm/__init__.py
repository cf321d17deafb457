"""An LLM as the entailer: any server that speaks the OpenAI chat form, on this machine or elsewhere.

    claim, evidence ─prompt→ chat ─parse→ supports, refutes, neutral

Both texts are sent to the server that `llm_url` names. An answer that is not of the form asked for is asked
for once more, and then stops the run: it is never taken for neutral.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from sayso.entailers.llm import prompt
from sayso.entailers.llm.asking import Server
from sayso.errors import StopRun
from sayso.protocols import Entailer
from sayso.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 4
"""Requests that wait for an answer at the same time."""
_NEUTRAL = (0.0, 0.0, 1.0)


def load(settings: Settings) -> Entailer:
    """The entailer; nothing is sent before it is asked.

    Raises:
        StopRun: `llm_url` or `llm_model` is not set, or is of no use.
    """
    if not settings.llm_model.strip():
        todo = "Set llm_model to the name of one that your server has; docs/llm.md tells how"
        raise StopRun("entailer 'llm'", "no LLM is named", todo)
    server = Server(settings.llm_url, settings.llm_key, settings.fetch_timeout)
    return Judge(server, settings.llm_model.strip())


class Judge:
    """One LLM."""

    def __init__(self, server: Server, model: str) -> None:
        self.method = f"llm {model}, prompt {prompt.VERSION}"
        self._server, self._model = server, model

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """For each pair of claim and evidence a row: the probability of supports, of refutes, of neutral.

        Like pairs are asked for once. Where a side has no word, nothing is settled and nothing is sent.

        Raises:
            StopRun: the server cannot be reached or refuses, or its answer is not of the form asked for.
        """
        import numpy as np

        places: dict[tuple[str, str], int] = {}
        for place, pair in enumerate(pairs, 1):
            if prompt.has_words(*pair):
                places.setdefault(pair, place)
        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            waiting = {
                pair: pool.submit(self._one, pair, f"pair {place} of {len(pairs)}")
                for pair, place in places.items()
            }
            found = {pair: _result(future, pool) for pair, future in waiting.items()}
        rows = [found.get(pair, _NEUTRAL) for pair in pairs]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)

    def _one(self, pair: tuple[str, str], place: str) -> prompt.Probabilities:
        messages = prompt.messages(*pair)
        for _ in range(2):
            answer = self._server.chat(self._model, messages, place)
            try:
                return prompt.parsed(answer)
            except ValueError as error:
                why = f"the answer {self._server.printable(answer)!r} is not of the form asked for ({error})"
                messages = prompt.again(messages, answer)
        todo = "Set llm_model to a larger one, or choose another entailer"
        raise StopRun(f"{place}, asked of {self._model!r}", why, todo)


def _result(future: Future[prompt.Probabilities], pool: ThreadPoolExecutor) -> prompt.Probabilities:
    failed = True
    try:
        result = future.result()
        failed = False
    finally:
        if failed:
            # Those that have not begun would each be sent, and paid for, before the error is seen.
            pool.shutdown(wait=False, cancel_futures=True)
    return result
