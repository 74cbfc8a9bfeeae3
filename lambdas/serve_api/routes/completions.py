"""Routes for OpenAI clients, which see a workspace as a model.

`model` is `quorum:<workspace_id>` or `quorum:<workspace_id>:<mode>`. The gateway cannot stream, so
`stream: true` gets the same answer as events, all at once: clients that only know streams work, and
those that need the first token early use the WebSocket.
"""

from __future__ import annotations

import json
from typing import Literal, get_args

from aws_lambda_powertools.event_handler import Response

from genai_core.domain.generation.models import Message
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.client_frames import MAX_QUESTION_CHARS
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.completions import (
    AnswerMessage,
    ChatChoice,
    ChatChunk,
    ChatCompletion,
    ChatDelta,
    ChatMessage,
    ChatModel,
    ChatModelList,
    ChatRequest,
    ChatUsage,
    ChunkChoice,
)
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcome_words import answer_words
from genai_core.domain.protocol.outcomes import Mode, Outcome
from genai_core.errors import InvalidInput
from genai_core.usecases.answering.accept_question import Asked
from genai_core.wiring import api, storage
from genai_core.wiring.clock import clock
from lambdas.serve_api.routes.questions import request_name, tie_to_run
from lambdas.serve_api.routing import serves, user

PREFIX = "quorum:"
_HISTORY = 13
"""The question and the six turns before it. Clients send the whole conversation every time."""
MODES: tuple[Mode, ...] = get_args(Mode)
PLAIN = (Outcome.AGREED, Outcome.SINGLE, Outcome.NOT_FOUND)
"""Outcomes that are clear from the answer's text; for the others, clients get a sentence."""
_NEAREST_CHARS = 400


@serves("list_chat_models")
def list_chat_models() -> ChatModelList:
    """Lists the caller's workspaces as models."""
    workspaces = storage.workspace_store().visible_to(user())
    return ChatModelList(
        tuple(ChatModel(PREFIX + workspace.workspace_id, workspace.owner) for workspace in workspaces)
    )


@serves("complete_chat")
def complete_chat(body: ChatRequest) -> ChatCompletion | Response[str]:
    """Answers the last user message from the documents of the workspace that `model` names."""
    workspace_id, mode = _workspace(body.model)
    turns = [Message(turn.role, _text(turn)) for turn in body.messages if turn.role in ("user", "assistant")]
    if not turns or turns[-1].role != "user":
        raise InvalidInput("the last message is not the user's", remedy="End `messages` with a question.")
    asked = Asked(
        request_id=request_name(),
        workspace_id=workspace_id,
        query=turns[-1].text,
        mode=mode,
        history=tuple(Message(turn.role, turn.text[-MAX_QUESTION_CHARS:]) for turn in turns[-_HISTORY:-1]),
    )
    done = api.accept_question().run(user(), asked, tie_to_run)
    if body.stream:
        return Response(status_code=200, content_type="text/event-stream", body=_events(body.model, done))
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
    return "\n".join(str(part.get("text", "")) for part in turn.content or () if part.get("type") == "text")


def _content(done: Done) -> str:
    sentence = answer_words(done).sentence
    parts = [done.answer]
    if done.outcome not in PLAIN and sentence != done.answer:
        parts.append(f"({sentence})")
    if done.outcome is Outcome.NOT_SUPPORTED:
        parts += (f"{passage.title}: {passage.text[:_NEAREST_CHARS]}" for passage in done.nearest)
    return "\n\n".join(parts)


def _finish_reason(done: Done) -> Literal["stop", "length"]:
    is_cut = any(model.id == done.chosen_model and model.cut for model in done.models)
    return "length" if is_cut else "stop"


def _completion(model: str, done: Done) -> ChatCompletion:
    return ChatCompletion(
        id=_id(done),
        created=_now(),
        model=model,
        choices=(ChatChoice(AnswerMessage(_content(done)), finish_reason=_finish_reason(done)),),
        usage=_usage(done),
        quorum=done,
    )


def _events(model: str, done: Done) -> str:
    first = ChunkChoice(ChatDelta("assistant", _content(done)))
    last = ChunkChoice(ChatDelta(), finish_reason=_finish_reason(done))
    chunks = (
        ChatChunk(id=_id(done), created=_now(), model=model, choices=(first,)),
        ChatChunk(id=_id(done), created=_now(), model=model, choices=(last,), usage=_usage(done)),
    )
    lines = [json.dumps(to_json(chunk), ensure_ascii=False) for chunk in chunks]
    return "".join(f"data: {line}\n\n" for line in [*lines, "[DONE]"])


def _id(done: Done) -> str:
    return f"chatcmpl-{done.run_id}"


def _now() -> int:
    return int(clock().now().timestamp())


def _usage(done: Done) -> ChatUsage:
    prompt, answer = done.usage.input_tokens, done.usage.output_tokens
    return ChatUsage(prompt, answer, prompt + answer)
