"""Begins the run of a replay.

Environment: RUNS_TABLE.
Integrations: DynamoDB.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId
from genai_core.wiring import replaying
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The run to replay, and the request's name, which is also the execution's."""

    run_id: RunId
    request_id: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The new run."""

    run_id: RunId


@entry(Request)
def handler(request: Request) -> Begun:
    """Returns the new run; the same request again is the same run."""
    return Begun(replaying.replay_question()(request.run_id, request.request_id))
