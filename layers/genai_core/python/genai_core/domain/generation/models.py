"""Language models as the catalogue describes them, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from genai_core.domain.declared import required, setting
from genai_core.domain.identifiers import ModelId, WorkspaceId
from genai_core.domain.protocol.account import Provider, Role
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import ModelStatus
from genai_core.domain.retrieval.passages import Passage

NOWHERE = WorkspaceId("")


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model: one entry of `models` in `config.json`."""

    model_id: ModelId = required(
        "Its name in Quorum, unique in the deployment.", pattern="^[a-z0-9][a-z0-9._-]{0,62}$"
    )
    family: str = required("Models of one family share weight in a vote.", min_length=1)
    provider: Provider = required("Which adapter calls it.")
    target: str = setting("", "The provider's name for it: model name, inference profile or endpoint name.")
    endpoint: str = setting("", "Base URL for `openai`, including /v1.", pattern="^(https?://.+)?$")
    api_key_secret: str = setting("", "Name of the secret with its key.")
    role: Role = setting(
        "cheap", "In a cascade `cheap` models are asked before `strong` ones; a `judge` may compare answers."
    )
    context_tokens: int = setting(8192, "Tokens of prompt and answer together.", ge=256)
    max_output_tokens: int = setting(512, "Tokens of one answer.", ge=1)
    max_passages: int = setting(8, "Passages in its prompt; a small model does better with few.", ge=1, le=50)
    input_price: float = setting(0.0, "USD per million tokens.", ge=0)
    output_price: float = setting(0.0, "USD per million tokens.", ge=0)
    first_token_timeout_s: float = setting(20.0, "Time limit of the first token.", gt=0, le=70)
    total_timeout_s: float = setting(60.0, "Time limit of one call.", gt=0, le=70)
    guardrail: str = setting(
        "",
        "`id:version` of a Bedrock guardrail; empty for none.",
        pattern="^([A-Za-z0-9:/._-]+:(DRAFT|[0-9]+))?$",
    )
    cache_minutes: int = setting(
        0,
        "How long an answer to the very same prompt in the same workspace is used again; 0 means never.",
        ge=0,
        le=1440,
    )
    requests_per_minute: int = setting(0, "Of all functions together; 0 means no limit.", ge=0)
    tokens_per_minute: int = setting(0, "In and out, of all functions together; 0 means no limit.", ge=0)


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
        named: The highest number of a passage that the prompt names without showing its text.
    """

    question: str
    passages: tuple[Passage, ...]
    system: str
    messages: tuple[Message, ...]
    max_output_tokens: int = 512
    temperature: float = 0.0
    workspace_id: WorkspaceId = NOWHERE
    named: int = 0


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of a streamed answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of what a model thinks aloud: a sign of life, never part of its answer."""

    text: str = ""


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


ModelEvent = TextDelta | ReasoningDelta | Finished


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What came of asking one model: an answer or a reported failure, never an exception.

    Attributes:
        text: The answer, as far as it came, without reasoning and citation marks.
        reason: Why it is not `answered`; empty otherwise.
        latency_ms: Whole call. first_token_ms: until the first text; None if none came.
        is_cached: The model said it before and was not asked again.
        is_cut: It ran into its token limit, so that the end is missing.
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
    is_cut: bool = False
