"""Routes that answer while the caller waits."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.answers import Mode
from genai_core.domain.identifiers import ModelId, SessionId, WorkspaceId
from genai_core.errors import InvalidInput, Misconfigured
from genai_core.usecases.accept_question import Asked
from genai_core.wiring import api
from lambdas.serve_api.routing import event, route, user


@dataclass(frozen=True, slots=True)
class RagQuery:
    """A question; what is left out is as the workspace has it."""

    workspace_id: WorkspaceId
    query: str
    session_id: SessionId | None = None
    mode: Mode | None = None
    models: tuple[ModelId, ...] = ()
    filters: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class MultimodalQuery:
    """A question with a table (text, such as CSV or Markdown) or an image (base64)."""

    workspace_id: WorkspaceId
    query: str
    table: str = ""
    image: str = ""
    session_id: SessionId | None = None


@route("POST", "/rag-query")
def rag_query(body: RagQuery) -> dict[str, Any]:
    """Answers a question with citations, agreement and groundedness.

    The header `Idempotency-Key` makes a repeated request the same run.
    """
    asked = Asked(
        request_id=request_name(),
        workspace_id=body.workspace_id,
        query=body.query,
        session_id=body.session_id,
        mode=body.mode,
        models=body.models,
        filters=body.filters,
    )
    return api.accept_question().run(user(), asked)


@route("POST", "/rag-query-multimodal")
def rag_query_multimodal(body: MultimodalQuery) -> dict[str, Any]:
    """Answers a question about the documents and a table given along."""
    if body.image:
        raise Misconfigured(
            "no model that reads images is configured",
            remedy="Describe the image in words, or send its table as text in `table`.",
        )
    if not body.table.strip():
        raise InvalidInput("neither table nor image is given", remedy="Use POST /rag-query for text alone.")
    asked = Asked(
        request_id=request_name(),
        workspace_id=body.workspace_id,
        query=body.query,
        session_id=body.session_id,
        attachment=body.table,
    )
    return api.accept_question().run(user(), asked)


def request_name() -> str:
    """Returns the caller's name for the request, or a new one. Raises InvalidInput for a very long one."""
    headers: dict[str, str] = {name.lower(): value for name, value in (event().get("headers") or {}).items()}
    name = headers.get("idempotency-key", "").strip()
    if len(name) > 128:
        raise InvalidInput(f"Idempotency-Key has {len(name)} characters", remedy="At most 128 are allowed.")
    return f"rest-{name or secrets.token_hex(12)}"
