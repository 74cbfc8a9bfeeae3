"""How many calls of one function run at once on a laptop; the others wait for a place.

AWS starts another copy for each call that finds none idle. Here every copy is a process that takes half a
second of a core to start: fifty questions at once would start hundreds of them, and all would end too late.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import wraps
from threading import BoundedSemaphore, Lock
from typing import Any

Dispatch = Callable[..., dict[str, Any]]

_CORES = os.cpu_count() or 1
COMPUTING = max(4, 2 * _CORES)
WAITING = max(12, 4 * _CORES)
"""For functions that mostly wait: for a model, or for an answer. A copy of one takes 100 to 200 MB."""
_WAITING_FUNCTIONS = ("ask_model", "serve_api")


class FunctionPlaces:
    """Places by the function's name. No function of ours calls itself, so none waits for its own place."""

    def __init__(self, computing: int = COMPUTING, waiting: int = WAITING) -> None:
        self._computing = computing
        self._waiting = waiting
        self._places: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()

    def queued(self, dispatch: Dispatch) -> Dispatch:
        """Returns the emulator's dispatch of one call, begun when the function has a place."""

        @wraps(dispatch)
        def wait_and_dispatch(function: Any, config: Mapping[str, Any], *rest: Any) -> dict[str, Any]:
            with self._place(str(config.get("FunctionName", ""))):
                return dispatch(function, config, *rest)

        return wait_and_dispatch

    def _place(self, name: str) -> BoundedSemaphore:
        with self._lock:
            if name not in self._places:
                count = self._waiting if name.endswith(_WAITING_FUNCTIONS) else self._computing
                self._places[name] = BoundedSemaphore(count)
            return self._places[name]
