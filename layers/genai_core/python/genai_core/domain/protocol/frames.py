"""Frames that the server sends over the WebSocket.

A client that knows only the keys `token`, `done` and `error` works. Frames of a run have a gapless `seq`
from 0; a refusal, which belongs to no run, is an `error` frame without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from genai_core.domain.protocol.answers import CheckedSentence, Citation, ModelFailure, ShownPassage
from genai_core.domain.protocol.codec import from_json, to_json
from genai_core.domain.protocol.description import OMITTED, Limits
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome
from genai_core.domain.protocol.version import PROTOCOL_VERSION
from genai_core.errors import InvalidInput

FrameType = Literal[
    "accepted", "waking", "passages", "draft", "model", "provisional", "token", "done", "error", "status"
]
MAX_FRAME_BYTES = 32_000
"""Every frame is shorter, in UTF-8; the gateway sends longer messages in pieces, and none above 128 kB."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The fields of every frame about a question, besides its own."""

    type: FrameType
    request_id: Annotated[str, "The client's own id; empty if the client's frame could not be read."]
    run_id: Annotated[str, "Names the run; absent in a refusal.", OMITTED] = ""
    seq: Annotated[
        int | None, "From 0, without a gap, per run; absent in a refusal.", OMITTED, Limits(least=0)
    ] = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The question was accepted."""

    session_id: str
    models: Annotated[tuple[str, ...], "Ids of the models that are asked."] = ()
    protocol: Annotated[int, "Version of the contract that the server speaks."] = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class Waking:
    """Something that was paused to save cost is starting, and the question waits for it."""

    what: Annotated[Literal["database"], "What is starting."] = "database"
    expected_s: Annotated[float, "How long that usually takes, in seconds."] = 15.0


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages, best first, sent while the models work."""

    passages: tuple[ShownPassage, ...]
    at: Annotated[str, "When it was found, RFC 3339."] = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The next piece of what one model writes, unchecked."""

    model: str
    text: str
    restart: Annotated[bool, "What the model wrote before was reasoning; drop it.", OMITTED] = False


@dataclass(frozen=True, slots=True)
class ModelReport:
    """One model has finished or failed."""

    model: str
    family: str
    status: ModelStatus
    reason: Annotated[str, "Why it is not `answered`; empty otherwise."] = ""
    latency_ms: int = 0
    cached: Annotated[bool, "The answer came from the cache; the model was not asked again."] = False
    cut: Annotated[bool, "It reached its token limit, so the end is missing."] = False


@dataclass(frozen=True, slots=True)
class Provisional:
    """A first checked answer while other models still write.

    It may be followed by another one, which replaces it; the field `provisional` of `done` says whether it
    was confirmed.
    """

    answer: Annotated[str, "With markers such as [1] that number the citations."]
    outcome: Outcome
    sentences: tuple[CheckedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    chosen_model: str | None = None
    waiting_for: Annotated[tuple[str, ...], "Models that still write."] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the verified answer."""

    token: str
    compared: Annotated[tuple[str, ...], "On the first: models whose answers were compared.", OMITTED] = ()
    at: Annotated[str, "On the first: when it was sent, RFC 3339.", OMITTED] = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """The question was refused, or its run ended without an answer."""

    error: Annotated[str, "What is wrong."]
    code: Annotated[str, "The kind of error, the same as `title` over REST."]
    remedy: Annotated[str, "What to do about it; may be empty."] = ""
    models: Annotated[
        tuple[ModelFailure, ...], "If no model answered: each one with its reason.", OMITTED
    ] = ()


FrameContent = Accepted | Waking | Passages | Draft | ModelReport | Provisional | Token | Done | Failure
"""The content of a frame about a question."""

FRAME_CONTENTS: dict[FrameType, type[FrameContent]] = {
    "accepted": Accepted,
    "waking": Waking,
    "passages": Passages,
    "draft": Draft,
    "model": ModelReport,
    "provisional": Provisional,
    "token": Token,
    "done": Done,
    "error": Failure,
}
_TYPES: dict[type[FrameContent], FrameType] = {kind: name for name, kind in FRAME_CONTENTS.items()}


def type_of(content: FrameContent) -> FrameType:
    """Returns the `type` of a frame with this content."""
    return _TYPES[type(content)]


def read_content(frame_type: str, payload: Mapping[str, Any], *, is_tolerant: bool = True) -> FrameContent:
    """Returns the content of a frame of that type. Raises InvalidInput if type or fields are wrong."""
    kind = next((kind for name, kind in FRAME_CONTENTS.items() if name == frame_type), None)
    if kind is None:
        raise InvalidInput(
            f"type is {frame_type!r:.80}", remedy=f"It must be one of {', '.join(FRAME_CONTENTS)}."
        )
    return from_json(kind, payload, named=f"the frame {frame_type!r}", is_tolerant=is_tolerant)


def message_of(content: FrameContent, *, request_id: str, **numbered: Any) -> dict[str, Any]:
    """Returns the JSON object that is sent.

    Args:
        numbered: `run_id` and `seq` of a frame that belongs to a run.
    """
    return {**to_json(Envelope(type_of(content), request_id, **numbered)), **to_json(content)}
