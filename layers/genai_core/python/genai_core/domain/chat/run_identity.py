"""Ids of runs and sessions: random, and a run's id holds the time when it began."""

from __future__ import annotations

import secrets
from datetime import datetime

from genai_core.domain.identifiers import RunId, SessionId
from genai_core.errors import NotFound

_TIME_DIGITS = 12


def new_run_id(now: datetime) -> RunId:
    """Returns an id that sorts by time: milliseconds since 1970 in 12 hex digits, then 20 random ones."""
    return RunId(f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(10)}")


def new_session_id() -> SessionId:
    """Returns a random id."""
    return SessionId(f"s-{secrets.token_hex(12)}")


def age_s(run_id: RunId, now: datetime) -> float:
    """Returns the run's age in seconds; 0 for an id of another form."""
    try:
        began_ms = int(run_id[:_TIME_DIGITS], 16)
    except ValueError:
        return 0.0
    return max(now.timestamp() - began_ms / 1000, 0.0)


def unknown_run(run_id: RunId) -> NotFound:
    """Returns the error for a run that does not exist, or not for this user."""
    return NotFound(f"there is no run {run_id!r}", remedy="Runs are kept for a day; ask again.")
