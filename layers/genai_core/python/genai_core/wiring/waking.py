"""Wakes the database when a client connects, and tells waiting clients that it is waking."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager

from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import Waking
from genai_core.errors import QuorumError
from genai_core.ports.database_waker import DatabaseWaker
from genai_core.settings import settings
from genai_core.wiring.aws import aws_client

# Below the functions' logger, whose lines carry the run.
_log = logging.getLogger("quorum.waking")
_waiting: list[RunId] = []
"""The run that this process works for; a function takes one call at a time."""


@contextmanager
def told_of_waking(run_id: RunId | None) -> Generator[None]:
    """While it is open, a waking database is announced in the run's frames; None announces nothing."""
    if not run_id:
        yield
        return
    _waiting.append(run_id)
    try:
        yield
    finally:
        _waiting.clear()


def tell_of_waking() -> None:
    """Stores the frame `waking` with the run; its client reads it when it asks for missed frames.

    It is not sent: a function in the isolated network can reach the tables, but not connections.
    """
    from genai_core.wiring.storage import run_store

    for run_id in _waiting:
        try:
            run_store().append_frame(run_id, Waking())
        except QuorumError as error:
            # The frame is optional; the question continues without it.
            _log.warning("the frame `waking` of %s is lost: %s", run_id, error)


def wake_database() -> None:
    """Wakes the database, if `wake_on_connect` is set; it does not wait for it."""
    function = settings().wake_function
    if not function:
        return
    from genai_core.adapters.awslambda.database_waker import LambdaDatabaseWaker

    waker: DatabaseWaker = LambdaDatabaseWaker(aws_client("lambda", read_timeout_s=2, attempts=1), function)
    try:
        waker.wake()
    except QuorumError as error:
        # The first question wakes the database instead.
        _log.warning("the database is not woken: %s", error)
