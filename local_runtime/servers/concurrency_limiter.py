"""How much of one kind runs at once on a laptop; the rest waits for a slot.

AWS starts another copy of a function for each call that finds none idle, and any number of executions. Here
every copy is a process that takes half a second of a core to start, and all share a few cores: fifty
questions at once would start hundreds of processes, and all would be too late. An execution waits before
its first step, since a step's time limit runs while it waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import wraps
from threading import BoundedSemaphore, Lock
from typing import Any

_CORES = os.cpu_count() or 1
COMPUTING = max(2, _CORES)
"""Copies of one function: each takes a second of a core to start, and more of them than cores only wait."""
WAITING = max(12, 4 * _CORES)
"""Of those that mostly wait: for a model, or for an answer. A copy of one takes 100 to 200 MB."""
EXECUTIONS = max(8, 4 * _CORES)
"""Of one state machine."""
_WAITING_FUNCTIONS = ("ask_model", "serve_api")


class ConcurrencyLimiter:
    """Gives each function and each machine a number of slots. No function calls itself and no execution
    starts one of its own machine, so none waits for a slot that it holds."""

    def __init__(
        self, computing: int = COMPUTING, waiting: int = WAITING, executions: int = EXECUTIONS
    ) -> None:
        self._computing = computing
        self._waiting = waiting
        self._executions = executions
        self._slots: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()

    def for_calls(self, dispatch: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        """Returns the emulator's dispatch of one call, begun when the function has a free slot."""

        @wraps(dispatch)
        def wait_and_dispatch(function: Any, config: Mapping[str, Any], *rest: Any) -> dict[str, Any]:
            name = str(config.get("FunctionName", ""))
            count = self._waiting if name.endswith(_WAITING_FUNCTIONS) else self._computing
            with self._slot(name, count):
                return dispatch(function, config, *rest)

        return wait_and_dispatch

    def for_executions(self, run: Callable[[str], None]) -> Callable[[str], None]:
        """Returns the emulator's run of one execution, by its ARN, begun when its machine has a free slot."""

        @wraps(run)
        def wait_and_run(execution_arn: str) -> None:
            with self._slot(execution_arn.rpartition(":")[0], self._executions):
                run(execution_arn)

        return wait_and_run

    def _slot(self, name: str, count: int) -> BoundedSemaphore:
        with self._lock:
            return self._slots.setdefault(name, BoundedSemaphore(count))
