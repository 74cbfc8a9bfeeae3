"""Takes WebSocket frames: connect, ask, cancel, resume, disconnect.

Environment: CONNECTIONS_TABLE, RUNS_TABLE, WORKSPACES_TABLE, ANSWER_STATE_MACHINE_ARN,
WEBSOCKET_MANAGEMENT_URL, MAX_QUESTION_CHARS.
Integrations: DynamoDB, Step Functions, WebSocket connections.
"""

from __future__ import annotations

from typing import Any

from genai_core.domain.identifiers import UserId
from genai_core.errors import QuorumError
from genai_core.wiring import api, storage
from lambdas.door import caller
from lambdas.entry import count_error, logger, traced
from lambdas.problems import unexpected
from lambdas.receive_frame.contract import Ask, Cancel, Resume, read_frame, read_object

OK = {"statusCode": 200}


@traced
def handler(event: Any, _context: Any) -> dict[str, Any]:
    """Answers the gateway; what the client is to know goes to it as a frame."""
    context = event["requestContext"]
    connection_id: str = context["connectionId"]
    logger.set_correlation_id(connection_id)
    match context["routeKey"]:
        case "$connect":
            storage.connection_store().open(connection_id, caller(event))
        case "$disconnect":
            storage.connection_store().close(connection_id)
        case _:
            take(connection_id, str(event.get("body") or ""))
    return OK


def take(connection_id: str, body: str) -> None:
    """Does what a frame asks, and answers with an `error` frame where it cannot be done."""
    request_id: Any = ""
    try:
        frame = read_object(body)
        request_id = frame.get("request_id", "")
        follow(storage.connection_store().user(connection_id), connection_id, read_frame(frame))
    except QuorumError as error:
        count_error(error)
        logger.warning("refused", error=type(error).__name__, reason=str(error))
        tell(connection_id, request_id, type(error).__name__, error.message, error.remedy)
    except Exception:  # noqa: BLE001 - the socket stays open, the log holds the details
        logger.exception("failed")
        said = unexpected("")
        tell(connection_id, request_id, said["title"], said["detail"], said["remedy"])


def follow(user_id: UserId, connection_id: str, frame: Ask | Cancel | Resume) -> None:
    """Does what a valid frame asks."""
    match frame:
        case Ask():
            accepted = api.accept_question().start(user_id, frame.asked(), connection_id=connection_id)
            if not accepted.fresh:
                api.follow_run().resume(user_id, frame.request_id, connection_id, after_seq=-1)
        case Cancel():
            api.follow_run().cancel(user_id, frame.request_id)
        case Resume():
            api.follow_run().resume(user_id, frame.request_id, connection_id, after_seq=frame.after_seq)


def tell(connection_id: str, request_id: Any, code: str, message: str, remedy: str) -> None:
    """Sends an `error` frame of no run."""
    known = request_id if isinstance(request_id, str) else ""
    frame = {"type": "error", "request_id": known, "error": message, "code": code, "remedy": remedy}
    storage.event_sink().send(connection_id, frame)
