"""Language models of the catalogue, their requests, events and answers."""

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
TOO_LARGE = "Ask less, or check the model's limits in config.json."
"""Remedy for a request that a model's provider rejects."""


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model: one entry of `models` in `config.json`."""

    model_id: ModelId = required(
        "Its name in Quorum, unique in the deployment.", pattern="^[a-z0-9][a-z0-9._-]{0,62}$"
    )
    family: str = required("Models of one family share weight in a vote.", min_length=1)
    provider: Provider = required("Which adapter calls it.")
    target: str = setting("", "The provider's name for it: model name, inference profile or endpoint name.")
    endpoint: str = setting("", "Base URL for `openai`, including /v1.", pattern="^(https?://[^ ?#]+)?$")
    api_key_secret: str = setting("", "Name of the secret with its key.", pattern="^[A-Za-z0-9/_+=.@-]*$")
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
    reads_images: bool = setting(
        False,
        "Whether it reads images: those sent with a question, and figures of passages; for `openai` and "
        "`bedrock` alone.",
    )

    @property
    def accepts_images(self) -> bool:
        """Whether images are sent to it."""
        return self.reads_images and self.provider in ("openai", "bedrock")


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image that a model is asked about, or a figure of a passage.

    Attributes:
        kind: As in the media type `image/<kind>`.
        body: The bytes of its file.
        label: Text that is sent just before it, already framed as data; empty for none.
        passage: Number, from 1, of the passage that it belongs to; 0 for an image of its own.
    """

    kind: Literal["png", "jpeg", "gif", "webp"]
    body: bytes = field(repr=False)
    label: str = ""
    passage: int = 0


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to one model.

    Attributes:
        question: The standalone question, with what it refers to in the history.
        passages: The passages to answer from, best first, already cut to the model's limits.
        system, messages: The rendered prompt; the last message holds passages and question.
        max_output_tokens: Limit for the answer.
        temperature: 0 for the most repeatable answer.
        workspace_id: The workspace of the passages; a cached answer is never used in another one. Empty if
            the answer must not be cached.
        named: Highest number of a passage that the prompt names without its text.
        images: Go before the text of the last message, to a model whose catalogue row says that it reads
            images.
    """

    question: str
    passages: tuple[Passage, ...]
    system: str
    messages: tuple[Message, ...]
    max_output_tokens: int = 512
    temperature: float = 0.0
    workspace_id: WorkspaceId = NOWHERE
    named: int = 0
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of a streamed answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """A piece of a model's reasoning: it shows that the model works, and is never part of the answer."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a streamed answer.

    Attributes:
        stop_reason: `stop` at its own end, `length` at the limit, `refused` by a content filter.
        is_cached: The answer comes from the cache; no model was called, and `usage` is zero.
    """

    usage: Usage
    stop_reason: Literal["stop", "length", "refused"] = "stop"
    is_cached: bool = False


ModelEvent = TextDelta | ReasoningDelta | Finished


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The result of asking one model: an answer or a reported failure, never an exception.

    Attributes:
        text: The answer as far as it was received, without reasoning and citation marks.
        reason: Why the status is not `answered`; empty otherwise.
        latency_ms: Duration of the whole call.
        first_token_ms: Time until the first text; None without text.
        is_cached: The answer comes from the cache; the model was not called.
        is_cut: The answer reached the token limit, so its end is missing.
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
