"""Handles WebSocket frames: connect, ask, cancel, drop a model, resume, disconnect.

Environment: CONNECTIONS_TABLE, RUNS_TABLE, WORKSPACES_TABLE, ANSWER_STATE_MACHINE_ARN,
WEBSOCKET_MANAGEMENT_URL, LIMITS_*.
Integrations: DynamoDB, Step Functions, WebSocket connections; `search_lexical`, if connecting is to wake the
database.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from genai_core.domain.chat.connections import Connection
from genai_core.domain.chat.fitted_frames import fitted
from genai_core.domain.identifiers import ModelId, SessionId, WorkspaceId
from genai_core.domain.protocol.client_frames import (
    CLIENT_FRAMES,
    MAX_CLIENT_FRAME_CHARS,
    Ask,
    Cancel,
    ClientFrame,
    DropModel,
    Resume,
)
from genai_core.domain.protocol.codec import from_json
from genai_core.domain.protocol.frames import Failure, message_of
from genai_core.errors import InvalidInput, QuorumError
from genai_core.usecases.answering.accept_question import Asked
from genai_core.wiring import api, storage
from genai_core.wiring.waking import wake_database
from lambdas.http.endpoint import caller
from lambdas.http.json import read_json
from lambdas.http.problem_details import unexpected
from lambdas.measures import count_error, count_failure
from lambdas.observed import correlate, duration_ms, log_accepted, log_refused, logger, traced

OK = {"statusCode": 200}


@traced
def handler(event: Any, _context: Any) -> dict[str, Any]:
    """Answers the gateway; results and errors go to the client as frames."""
    context = event["requestContext"]
    connection_id: str = context["connectionId"]
    correlate(connection_id)
    match context["routeKey"]:
        case "$connect":
            storage.connection_store().open(connection_id, caller(event).user_id)
            wake_database()
        case "$disconnect":
            storage.connection_store().close(connection_id)
        case _:
            take(connection_id, str(event.get("body") or ""))
    return OK


def take(connection_id: str, body: str) -> None:
    """Executes a frame, or answers with an `error` frame if that fails."""
    request_id: Any = ""
    began = time.perf_counter()
    try:
        frame = read_object(body)
        request_id = frame.get("request_id", "")
        follow(storage.connection_store().get(connection_id), read_frame(frame), began)
    except QuorumError as error:
        count_error(error)
        log_refused(error)
        refuse(connection_id, request_id, Failure(error.message, type(error).__name__, error.remedy))
    except Exception:  # noqa: BLE001 - the socket stays open, the log holds the details
        count_failure()
        logger.exception("failed")
        problem = unexpected("")
        refuse(connection_id, request_id, Failure(problem.detail, problem.title, problem.remedy))


def read_object(body: str) -> Mapping[str, Any]:
    """Returns the frame as an object. Raises InvalidInput if it is not one, or too long."""
    if len(body) > MAX_CLIENT_FRAME_CHARS:
        raise InvalidInput(
            f"the frame has {len(body)} characters", remedy=f"Send at most {MAX_CLIENT_FRAME_CHARS}."
        )
    try:
        frame = read_json(body)
    except ValueError as error:
        raise InvalidInput(f"the frame is {body[:80]!r}", remedy=f"Send JSON: {error}.") from None
    if not isinstance(frame, dict):
        raise InvalidInput(f"the frame is {body[:80]!r}", remedy="Send a JSON object.")
    return frame


def read_frame(frame: Mapping[str, Any]) -> ClientFrame:
    """Returns the frame as the type that its `action` names. Raises InvalidInput, which names the fault."""
    action = frame.get("action")
    if not isinstance(action, str) or action not in CLIENT_FRAMES:
        raise InvalidInput(
            f"action is {action!r:.80}", remedy=f"It must be one of {', '.join(CLIENT_FRAMES)}."
        )
    return from_json(CLIENT_FRAMES[action], frame, named="the frame")


def follow(connection: Connection, frame: ClientFrame, began: float) -> None:
    """Executes a valid frame, which began to be handled at `began` of `time.perf_counter()`."""
    tie = {"connection_id": connection.connection_id, "request_id": frame.request_id}
    match frame:
        case Ask():
            accepted = api.accept_question().start(_asked(frame), connection)
            log_accepted(accepted.run_id, **tie, duration_ms=duration_ms(began))
            if accepted.is_known:
                api.follow_run().resume(connection, frame.request_id, after_seq=-1)
        case Cancel():
            run_id = api.follow_run().cancel(connection.user_id, frame.request_id)
            log_accepted(run_id, **tie, action=frame.action, duration_ms=duration_ms(began))
        case DropModel():
            run_id = api.follow_run().drop_model(connection.user_id, frame.request_id, ModelId(frame.model))
            log_accepted(run_id, **tie, action=frame.action, duration_ms=duration_ms(began))
        case Resume():
            api.follow_run().resume(connection, frame.request_id, after_seq=frame.after_seq)


def refuse(connection_id: str, request_id: Any, failure: Failure) -> None:
    """Sends an `error` frame that belongs to no run."""
    known = request_id if isinstance(request_id, str) else ""
    storage.event_sink().send(connection_id, message_of(fitted(failure), request_id=known[:128]))


def _asked(frame: Ask) -> Asked:
    return Asked(
        request_id=frame.request_id,
        workspace_id=WorkspaceId(frame.workspace_id),
        query=frame.query,
        session_id=SessionId(frame.session_id) if frame.session_id else None,
        mode=frame.mode,
        models=tuple(map(ModelId, frame.models)),
        filters=frame.filters,
    )
