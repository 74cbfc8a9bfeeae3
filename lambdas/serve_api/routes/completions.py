"""Routes that existing OpenAI clients speak: a workspace is a model to them.

`model` is `quorum:<workspace_id>` or `quorum:<workspace_id>:<mode>`. The gateway cannot stream, so
`stream: true` gets the same answer as events, all at once: clients that only know streams work, and
those that want the first word early use the WebSocket.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from aws_lambda_powertools.event_handler import Response

from genai_core.domain.answers import Mode
from genai_core.domain.generation.models import Message
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.followups import standalone_question
from genai_core.errors import InvalidInput
from genai_core.usecases.accept_question import Asked
from genai_core.wiring import api, storage
from genai_core.wiring.clock import clock
from lambdas.serve_api.routes.questions import request_name
from lambdas.serve_api.routing import route, user

PREFIX = "quorum:"
MODES: tuple[Mode, ...] = ("quorum", "cascade", "single", "compare")


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One turn, as OpenAI's clients write it; only text is read."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ChatCompletion:
    """A chat completion; what is not listed here is ignored."""

    model: str
    messages: list[ChatMessage]
    stream: bool = False


@route("GET", "/v1/models")
def list_chat_models() -> dict[str, Any]:
    """Lists the caller's workspaces as models."""
    found = storage.workspace_store().visible_to(user())
    return {
        "object": "list",
        "data": [
            {"id": PREFIX + workspace.workspace_id, "object": "model", "owned_by": workspace.owner}
            for workspace in found
        ],
    }


@route("POST", "/v1/chat/completions")
def complete_chat(body: ChatCompletion) -> dict[str, Any]:
    """Answers the last user message from the documents of the workspace that `model` names."""
    workspace_id, mode = _workspace(body.model)
    turns = [Message(turn.role, _text(turn)) for turn in body.messages if turn.role in ("user", "assistant")]
    if not turns or turns[-1].role != "user":
        raise InvalidInput("the last message is not the user's", remedy="End `messages` with a question.")
    asked = Asked(
        request_id=request_name(),
        workspace_id=workspace_id,
        query=standalone_question(turns[-1].text, turns[:-1]),
        mode=mode,
    )
    done = api.accept_question().run(user(), asked)
    if body.stream:
        return Response(status_code=200, content_type="text/event-stream", body=_events(body.model, done))  # type: ignore[return-value]
    return _completion(body.model, done)


def _workspace(model: str) -> tuple[WorkspaceId, Mode | None]:
    workspace_id, _, wish = model.removeprefix(PREFIX).partition(":")
    mode: Mode | None = next((known for known in MODES if known == wish), None)
    if not model.startswith(PREFIX) or not workspace_id or (wish and mode is None):
        raise InvalidInput(
            f"model is {model!r:.120}",
            remedy="Name a workspace: `quorum:<workspace_id>`; GET /v1/models lists them.",
        )
    return WorkspaceId(workspace_id), mode


def _text(turn: ChatMessage) -> str:
    if isinstance(turn.content, str):
        return turn.content
    return "\n".join(str(part.get("text", "")) for part in turn.content if part.get("type") == "text")


def _completion(model: str, done: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": done["answer"]}
    return {
        **_head(model, done, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": _usage(done),
        # What OpenAI's form has no place for: citations, agreement, groundedness, every model's outcome.
        "quorum": done,
    }


def _events(model: str, done: dict[str, Any]) -> str:
    head = _head(model, done, "chat.completion.chunk")
    first = {"role": "assistant", "content": done["answer"]}
    chunks: list[dict[str, Any]] = [
        {**head, "choices": [{"index": 0, "delta": first, "finish_reason": None}]},
        {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": _usage(done)},
    ]
    lines = [json.dumps(chunk, ensure_ascii=False) for chunk in chunks]
    return "".join(f"data: {line}\n\n" for line in [*lines, "[DONE]"])


def _head(model: str, done: dict[str, Any], kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{done['run_id']}",
        "object": kind,
        "created": int(clock().now().timestamp()),
        "model": model,
    }


def _usage(done: dict[str, Any]) -> dict[str, int]:
    used: dict[str, Any] = done.get("usage") or {}
    prompt, answer = int(used.get("input_tokens", 0)), int(used.get("output_tokens", 0))
    return {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}
