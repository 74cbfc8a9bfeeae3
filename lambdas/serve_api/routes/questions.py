"""Routes that answer synchronously, and runs."""

from __future__ import annotations

import secrets

from genai_core.domain.generation.image_prompts import image_of
from genai_core.domain.identifiers import ModelId, RunId, SessionId, WorkspaceId
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.questions import MultimodalQuery, RagQuery, Replay, Run
from genai_core.errors import InvalidInput
from genai_core.usecases.answering.accept_question import Asked
from genai_core.wiring import api, image_questions, replaying
from lambdas.http.endpoint import request_id_of
from lambdas.observed import log_accepted
from lambdas.serve_api.routing import event, serves, user


@serves("rag_query")
def rag_query(body: RagQuery) -> Done:
    """Answers a question with citations, agreement and groundedness."""
    asked = Asked(
        request_id=request_name(),
        workspace_id=WorkspaceId(body.workspace_id),
        query=body.query,
        session_id=_session(body.session_id),
        mode=body.mode,
        models=tuple(map(ModelId, body.models)),
        filters=body.filters,
    )
    return api.accept_question().run(user(), asked, tie_to_run)


@serves("rag_query_multimodal")
def rag_query_multimodal(body: MultimodalQuery) -> Done:
    """Answers a question about the documents, and a table or an image that comes with it."""
    asked = Asked(
        request_id=request_name(),
        workspace_id=WorkspaceId(body.workspace_id),
        query=body.query,
        session_id=_session(body.session_id),
        attachment=body.table,
    )
    if body.image:
        image = image_of(body.image)
        return image_questions.ask_about_image()(user(), asked, image, tie_to_run)
    if not body.table.strip():
        raise InvalidInput("neither table nor image is given", remedy="Use POST /rag-query for text alone.")
    return api.accept_question().run(user(), asked, tie_to_run)


@serves("get_run")
def get_run(run_id: str) -> Run:
    """Returns a run of the caller's with its whole answer."""
    return api.show_run()(user(), RunId(run_id))


@serves("replay_run")
def replay_run(run_id: str) -> Replay:
    """Asks the question of a run again, as a new run."""
    return replaying.start_replay()(user(), RunId(run_id), request_name())


def tie_to_run(run_id: RunId) -> None:
    """Logs which run this request began; later lines of the request have the run's id."""
    log_accepted(run_id, request_id=request_id_of(event()))


def request_name() -> str:
    """Returns the caller's name for the request, or a new one. Raises InvalidInput for a very long one."""
    headers: dict[str, str] = {name.lower(): value for name, value in (event().get("headers") or {}).items()}
    name = headers.get("idempotency-key", "").strip()
    if len(name) > 128:
        raise InvalidInput(f"Idempotency-Key has {len(name)} characters", remedy="At most 128 are allowed.")
    return f"rest-{name or secrets.token_hex(12)}"


def _session(session_id: str | None) -> SessionId | None:
    return SessionId(session_id) if session_id else None
