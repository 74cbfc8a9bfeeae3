"""Language models as the catalogue describes them, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from genai_core.domain.generation.usage import Usage
from genai_core.domain.identifiers import ModelId, WorkspaceId
from genai_core.domain.retrieval.passages import Passage

Provider = Literal["extractive", "openai", "bedrock", "sagemaker"]
Role = Literal["cheap", "strong", "judge"]

NOWHERE = WorkspaceId("")


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One row of the catalogue in `config.json`.

    Attributes:
        model_id: Our name for it, unique in the catalogue.
        family: Models of one family share weight in a vote.
        provider: Which adapter speaks to it.
        target: The provider's name for it: a model name, inference profile or endpoint name.
        endpoint: Base URL for `openai`, including `/v1`; empty elsewhere.
        api_key_secret: Name of the secret with its key; empty where none is needed.
        context_tokens: Prompt and answer together.
        max_output_tokens: Limit of one answer.
        max_passages: How many passages its prompt may hold; a small model does better with few.
        input_price, output_price: USD per million tokens.
        first_token_timeout_s, total_timeout_s: Limits of one call.
        guardrail: `id:version` of a Bedrock guardrail its calls go through; empty for none.
        cache_minutes: How long an answer to the very same prompt is used again; 0 for never.
        requests_per_minute, tokens_per_minute: What all functions together may ask of it; 0 for no limit.
    """

    model_id: ModelId
    family: str
    provider: Provider
    target: str = ""
    endpoint: str = ""
    api_key_secret: str = ""
    role: Role = "cheap"
    context_tokens: int = 8192
    max_output_tokens: int = 512
    max_passages: int = 8
    input_price: float = 0.0
    output_price: float = 0.0
    first_token_timeout_s: float = 20.0
    total_timeout_s: float = 60.0
    guardrail: str = ""
    cache_minutes: int = 0
    requests_per_minute: int = 0
    tokens_per_minute: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to one model.

    Attributes:
        question: The question as it stands alone, history folded in.
        passages: What to answer from, best first, already cut to the model's limits.
        system, messages: The rendered prompt; the last message holds passages and question.
        max_output_tokens: Limit of the answer.
        temperature: 0 for the most repeatable answer.
        workspace_id: Whose passages these are; an answer is never used again in another. Empty where
            nothing may be used again.
    """

    question: str
    passages: tuple[Passage, ...]
    system: str
    messages: tuple[Message, ...]
    max_output_tokens: int = 512
    temperature: float = 0.0
    workspace_id: WorkspaceId = NOWHERE


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of a streamed answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a streamed answer; nothing comes after it.

    Attributes:
        stop_reason: `stop` at its own end, `length` at the limit, `refused` by a content filter.
        is_cached: It was said before; nobody was asked, and `usage` is nothing.
    """

    usage: Usage
    stop_reason: Literal["stop", "length", "refused"] = "stop"
    is_cached: bool = False


ModelEvent = TextDelta | Finished


class ModelStatus(StrEnum):
    """How one model's call ended. All but `ANSWERED` count as no vote."""

    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What came of asking one model: an answer or a reported failure, never an exception.

    Attributes:
        text: The answer, as far as it came.
        reason: Why it is not `answered`; empty otherwise.
        latency_ms: Whole call. first_token_ms: until the first text; None if none came.
        is_cached: The model said it before and was not asked again.
    """

    model_id: ModelId
    family: str
    status: ModelStatus
    text: str = ""
    reason: str = ""
    latency_ms: int = 0
    first_token_ms: int | None = None
    usage: Usage = field(default_factory=Usage)
    is_cached: bool = False
