"""Map requests and streams to and from the chat-completions protocol.

OpenAI defined the protocol; Azure, vLLM, Ollama, llama.cpp and SageMaker's text-generation containers use it
too, so it belongs to no vendor's adapter. This module does no I/O.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from genai_core.domain.generation.models import (
    Finished,
    Image,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    TextDelta,
)
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Overloaded, QuorumError, Refused

END_OF_STREAM = "[DONE]"
StopReason = Literal["stop", "length", "refused"]
_STOP_REASONS: dict[str, StopReason] = {
    "length": "length",
    "max_tokens": "length",
    "content_filter": "refused",
}
_REASONING_FIELDS = ("reasoning_content", "reasoning", "thinking")
"""Fields of a delta: DeepSeek, vLLM and llama.cpp; OpenRouter, Groq and newer vLLM; Ollama."""
_REASONING_PARTS = frozenset(("thinking", "reasoning", "redacted_thinking", "reasoning_text"))


@dataclass(frozen=True, slots=True)
class ChatDialect:
    """Differences between servers in the request.

    Attributes:
        limit_name: Reasoning models reject `max_tokens` and expect `max_completion_tokens`.
        sends_temperature: False for models that allow only their default.
    """

    limit_name: str = "max_tokens"
    sends_temperature: bool = True


@dataclass(frozen=True, slots=True)
class ChatPiece:
    """The content of one chunk of a stream; each field may be empty.

    Attributes:
        reasoning: The model's reasoning, if the server separates it from the answer.
        error: The server's message for a failure during the stream.
        error_code: The server's code for it.
    """

    text: str = ""
    reasoning: str = ""
    stop_reason: StopReason | None = None
    usage: Usage | None = None
    error: str = ""
    error_code: str = ""

    @property
    def deltas(self) -> tuple[ReasoningDelta | TextDelta, ...]:
        """Returns the reasoning and the text as events, without empty ones."""
        thought = (ReasoningDelta(self.reasoning),) if self.reasoning else ()
        return (*thought, TextDelta(self.text)) if self.text else thought


def chat_payload(request: ModelRequest, model: str, dialect: ChatDialect) -> dict[str, Any]:
    """Returns the body of a streaming request that asks for usage."""
    messages: list[dict[str, Any]] = [{"role": "system", "content": request.system}] if request.system else []
    messages += [{"role": message.role, "content": message.text} for message in request.messages]
    if request.images:
        messages[-1]["content"] = _with_images(messages[-1]["content"], request.images)
    payload: dict[str, Any] = {
        "model": model,
        "messages": messages,
        "stream": True,
        "stream_options": {"include_usage": True},
        dialect.limit_name: request.max_output_tokens,
    }
    if dialect.sends_temperature:
        payload["temperature"] = request.temperature
    return payload


def _with_images(text: str, images: Sequence[Image]) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = []
    for image in images:
        if image.label:
            content.append({"type": "text", "text": image.label})
        address = f"data:image/{image.kind};base64,{b64encode(image.body).decode()}"
        content.append({"type": "image_url", "image_url": {"url": address}})
    return [*content, {"type": "text", "text": text}]


def corrected_dialect(dialect: ChatDialect, complaint: str) -> ChatDialect | None:
    """Returns the dialect that a server's error message asks for; None if the message is not known."""
    if "max_completion_tokens" in complaint and dialect.limit_name != "max_completion_tokens":
        return ChatDialect("max_completion_tokens", dialect.sends_temperature)
    if "temperature" in complaint and dialect.sends_temperature:
        return ChatDialect(dialect.limit_name, sends_temperature=False)
    return None


def read_chunk(data: str) -> ChatPiece:
    """Reads the data of one event, or the whole body of a call that was not streamed.

    Raises:
        ValueError: It is not a JSON object.
    """
    chunk = json.loads(data)
    if not isinstance(chunk, dict):
        raise ValueError(f"{data[:80]!r} is not a JSON object")
    fields = cast(Mapping[str, Any], chunk)
    if fields.get("error"):
        message, code = read_error(fields)
        return ChatPiece(error=message, error_code=code)
    choices = fields.get("choices") or [{}]
    choice: Mapping[str, Any] = choices[0]
    message = choice.get("delta") or choice.get("message") or {}
    reason = choice.get("finish_reason")
    text, thought = read_content(message.get("content"))
    return ChatPiece(
        text=text,
        reasoning=thought + "".join(read_content(message.get(name))[0] for name in _REASONING_FIELDS),
        stop_reason=_STOP_REASONS.get(reason, "stop") if reason else None,
        usage=_usage(fields.get("usage")),
    )


def read_content(content: object) -> tuple[str, str]:
    """Returns the text and the reasoning of a message's content: a string, or a list of typed parts."""
    if isinstance(content, str):
        return content, ""
    if not isinstance(content, list):
        return "", ""
    parts = [_read_part(part) for part in cast("list[object]", content)]
    return "".join(text for text, _ in parts), "".join(thought for _, thought in parts)


def _read_part(part: object) -> tuple[str, str]:
    if not isinstance(part, Mapping):
        return read_content(part)
    fields = cast("Mapping[str, object]", part)
    if fields.get("type") in _REASONING_PARTS:
        return "", "".join(read_content(fields.get("thinking") or fields.get("text")))
    return read_content(fields.get("text"))


def read_error(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Returns the message and the code of an error body; servers put them in various fields."""
    error = fields.get("error") or fields
    if isinstance(error, str):
        return error, str(fields.get("error_type") or "")
    message = error.get("message") or fields.get("message") or fields.get("detail") or error
    return str(message), str(error.get("code") or error.get("type") or "")


def _usage(counts: Mapping[str, Any] | None) -> Usage | None:
    if not counts:
        return None
    return Usage(int(counts.get("prompt_tokens") or 0), int(counts.get("completion_tokens") or 0))


def model_events(
    pieces: Iterable[ChatPiece], server: str, failure: Callable[[ChatPiece], QuorumError]
) -> Iterator[ModelEvent]:
    """Yields the pieces of one stream as events, and `Finished` last.

    Args:
        server: Name of the server, for error messages.
        failure: Returns the error for a piece that reports a failure of the server.

    Raises:
        Overloaded: The stream ends without a finish reason.
        Refused: A content filter stopped it before any text.
    """
    usage, stop_reason, has_text = Usage(), None, False
    for piece in pieces:
        if piece.error:
            raise failure(piece)
        usage = piece.usage or usage
        stop_reason = piece.stop_reason or stop_reason
        for delta in piece.deltas:
            has_text = has_text or isinstance(delta, TextDelta)
            yield delta
    if stop_reason is None:
        raise Overloaded(f"{server} ended the stream in the middle of its answer")
    if stop_reason == "refused" and not has_text:
        raise Refused(f"the content filter of {server} rejects the question")
    yield Finished(usage, stop_reason)
