"""Lets idle copies of functions wait without polling; MiniStack polls ten times a second for each.

With sixty copies that is hundreds of polls a second in the process that answers every request; and a call
that logged nothing is delayed by 50 ms in case a line follows.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from functools import wraps
from typing import Any

LOOK_EVERY_S = 5.0
"""The thread that waits for a copy's next call notices within this time that the copy has ended."""
START_LIMIT_S = 60.0
"""After ten seconds MiniStack would end a copy that is still starting, and start it again: more work on a
busy machine."""
LAST_LINE_S = 0.004
"""A function writes its log before it answers, so the lines are in the pipe by then."""


class PatientCalls:
    """The queue of a copy's calls, read by the thread that passes them on."""

    def __init__(self, calls: queue.Queue[Any]) -> None:
        self._calls = calls

    def get(self, timeout: float) -> Any:
        """Returns the next call as soon as it arrives. Raises Empty after the longer of both times."""
        return self._calls.get(timeout=max(timeout, LOOK_EVERY_S))


def make_patient(runtime: Any) -> None:
    """Changes MiniStack's module `lambda_runtime`."""
    worker = runtime.ProvidedWorker
    runtime._PROVIDED_INIT_TIMEOUT = START_LIMIT_S
    build, drain = worker._build_handler_class, worker._drain_stderr_bounded

    @wraps(build)
    def build_patient(self: Any, generation: int, pending: queue.Queue[Any]) -> type:
        return build(self, generation, PatientCalls(pending))

    @wraps(drain)
    def drain_soon(self: Any, first_line_wait: float = LAST_LINE_S, **waits: float) -> str:
        return drain(self, first_line_wait=first_line_wait, **waits)

    replace: dict[str, Callable[..., Any]] = {
        "_build_handler_class": build_patient,
        "_drain_stderr_bounded": drain_soon,
    }
    for name, method in replace.items():
        setattr(worker, name, method)
