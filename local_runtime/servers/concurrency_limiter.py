"""Limits how many calls and executions run at once on a laptop; the others wait for a slot.

AWS starts another copy of a function for each call that finds none idle, and any number of executions. Here
every copy is a process, and all share a few cores: fifty questions at once would start hundreds of processes,
and every answer would be late. So another copy starts only for a call that has waited. An execution waits
before its first step, and a step waits for its function before its time limit begins.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from threading import Condition, Lock
from typing import Any

_CORES = os.cpu_count() or 1
COMPUTING = max(2, _CORES)
"""Maximum copies of one function; more copies than cores would only wait."""
WAITING = max(16, 6 * _CORES)
"""Maximum copies of one function that mostly waits for a model or an answer. Each has 20 to 80 MB."""
EXECUTIONS = max(10, 5 * _CORES)
"""Maximum executions of one state machine."""
_WAITING_FUNCTIONS = ("ask_model", "serve_api")
FIRST_COPIES = 2
PATIENCE_S = 0.3
"""How long a call waits for a busy copy before another is started: fifty calls of a few milliseconds do not
need twelve copies.
"""


class Slots:
    """Slots of one function or machine; a context that holds one of them.

    Args:
        most: Maximum number of slots.
        first: Number of slots at the start; one is added when a call has waited for `patience_s`.
    """

    def __init__(self, most: int, first: int, patience_s: float = PATIENCE_S) -> None:
        self._most = most
        self._count = min(first, most)
        self._patience_s = patience_s
        self._held = 0
        self._grown_at = float("-inf")
        self._changed = Condition(Lock())

    def __enter__(self) -> None:
        came_at = time.monotonic()
        with self._changed:
            while self._held >= self._count:
                due_s = max(came_at, self._grown_at) + self._patience_s - time.monotonic()
                if self._count == self._most:
                    self._changed.wait()
                elif due_s > 0:
                    self._changed.wait(due_s)
                else:
                    self._count += 1
                    self._grown_at = time.monotonic()
            self._held += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._held -= 1
            self._changed.notify()


class Claim:
    """A slot that a step holds before its call begins; the call takes it over, and frees it at its own end.

    The call of a step that exceeded its time limit goes on, and so does its slot.
    """

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._lock = Lock()
        self._is_open = True
        slots.__enter__()

    def close(self, slots: Slots) -> bool:
        """Returns whether the slot is of these slots and passes to the caller, who frees it then."""
        with self._lock:
            passes = self._is_open and slots is self._slots
            self._is_open = self._is_open and not passes
            return passes

    def free_if_unused(self) -> None:
        """Frees the slot of a call that never began."""
        if self.close(self._slots):
            self._slots.__exit__()


_CLAIM: ContextVar[Claim | None] = ContextVar("claim", default=None)


class ConcurrencyLimiter:
    """Gives each function and each machine a number of slots. No function calls itself and no execution
    starts one of its own machine, so none waits for a slot that it holds."""

    def __init__(
        self, computing: int = COMPUTING, waiting: int = WAITING, executions: int = EXECUTIONS
    ) -> None:
        self._computing = computing
        self._waiting = waiting
        self._executions = executions
        self._slots: dict[str, Slots] = {}
        self._lock = Lock()

    def for_calls(self, dispatch: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        """Returns the emulator's dispatch of one call, begun when the function has a free slot."""

        @wraps(dispatch)
        def wait_and_dispatch(function: Any, config: Mapping[str, Any], *rest: Any) -> dict[str, Any]:
            slots = self._slots_of_function(str(config.get("FunctionName", "")))
            claim = _CLAIM.get()
            if claim is None or not claim.close(slots):
                slots.__enter__()
            try:
                return dispatch(function, config, *rest)
            finally:
                slots.__exit__()

        return wait_and_dispatch

    def for_steps(self, invoke: Callable[..., Any]) -> Callable[..., Any]:
        """Returns the emulator's run of a step with a time limit, begun when its function has a free slot."""

        @wraps(invoke)
        def wait_and_invoke(resource: str, task: Mapping[str, Any], limit_s: float) -> Any:
            if not resource.endswith("lambda:invoke"):
                return invoke(resource, task, limit_s)
            claim = Claim(self._slots_of_function(_name_in(str(task["FunctionName"]))))
            # The emulator runs the step in a thread that has a copy of this context.
            token = _CLAIM.set(claim)
            try:
                return invoke(resource, task, limit_s)
            finally:
                _CLAIM.reset(token)
                claim.free_if_unused()

        return wait_and_invoke

    def for_executions(self, run: Callable[[str], None]) -> Callable[[str], None]:
        """Returns the emulator's run of one execution, by its ARN, begun when its machine has a free slot."""

        @wraps(run)
        def wait_and_run(execution_arn: str) -> None:
            with self._slots_of(execution_arn.rpartition(":")[0], self._executions, self._executions):
                run(execution_arn)

        return wait_and_run

    def _slots_of_function(self, name: str) -> Slots:
        most = self._waiting if name.endswith(_WAITING_FUNCTIONS) else self._computing
        return self._slots_of(name, most, FIRST_COPIES)

    def _slots_of(self, name: str, most: int, first: int) -> Slots:
        with self._lock:
            return self._slots.setdefault(name, Slots(most, first))


def _name_in(reference: str) -> str:
    """Returns the name in a function's ARN, which may have a version; a name is returned as it is."""
    return reference.partition(":function:")[2].partition(":")[0] or reference
