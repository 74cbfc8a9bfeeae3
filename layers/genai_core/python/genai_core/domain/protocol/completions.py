"""REST bodies of OpenAI's API, in which a workspace is a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from genai_core.domain.protocol.description import OMITTED, Limits
from genai_core.domain.protocol.done import Done


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One turn, as OpenAI's clients write it; only text is read."""

    IGNORES_UNKNOWN: ClassVar[bool] = True
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Annotated[str | tuple[dict[str, Any], ...] | None, "Text, or parts of which text is read."] = (
        None
    )


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A chat completion; OpenAI's other fields are ignored."""

    IGNORES_UNKNOWN: ClassVar[bool] = True
    model: Annotated[str, "`quorum:<workspace_id>` or `quorum:<workspace_id>:<mode>`."]
    messages: Annotated[tuple[ChatMessage, ...], Limits(least=1)]
    stream: Annotated[bool, "The answer comes as events, all at once."] = False


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """The answer as a message."""

    content: str
    role: Literal["assistant"] = "assistant"


@dataclass(frozen=True, slots=True)
class ChatChoice:
    """The only choice."""

    message: AnswerMessage
    index: int = 0
    finish_reason: Literal["stop", "length"] = "stop"


@dataclass(frozen=True, slots=True)
class ChatUsage:
    """Tokens of all models together."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatCompletion:
    """The answer in OpenAI's form."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: Annotated[int, "Seconds since 1970."]
    model: str
    choices: tuple[ChatChoice, ...]
    usage: ChatUsage
    quorum: Annotated[Done, "What OpenAI's format does not have: citations, agreement, support."]


@dataclass(frozen=True, slots=True)
class ChatDelta:
    """A part of the answer."""

    role: Annotated[Literal["assistant"] | None, OMITTED] = None
    content: Annotated[str, OMITTED] = ""


@dataclass(frozen=True, slots=True)
class ChunkChoice:
    """The only choice of a chunk."""

    delta: ChatDelta
    index: int = 0
    finish_reason: Literal["stop", "length"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatChunk:
    """One event of a streamed completion; the last event is `[DONE]`."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: Annotated[int, "Seconds since 1970."]
    model: str
    choices: tuple[ChunkChoice, ...]
    usage: Annotated[ChatUsage | None, "On the last chunk.", OMITTED] = None


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A workspace as a model."""

    id: Annotated[str, "`quorum:<workspace_id>`."]
    owned_by: str
    object: Literal["model"] = "model"


@dataclass(frozen=True, slots=True)
class ChatModelList:
    """The caller's workspaces as models."""

    data: tuple[ChatModel, ...]
    object: Literal["list"] = "list"
