# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""Frames that clients send over the WebSocket."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from quorum_client.protocol.description import Limits
from quorum_client.protocol.outcomes import Mode

MAX_CLIENT_FRAME_CHARS = 64 * 1024
MAX_MODELS = 8
MAX_QUESTION_CHARS = 20_000
"""The most that any deployment allows; each sets its own limit below."""
Name = Annotated[str, Limits(least=1, most=128, pattern=r"[A-Za-z0-9_.:-]+")]
Query = Annotated[
    str,
    Limits(least=1, most=MAX_QUESTION_CHARS),
    "The question; the deployment may set a lower limit than this one.",
]
RequestId = Annotated[Name, "Your own name for the request; the same one again is the same run."]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; the workspace's settings apply to omitted fields."""

    action: Literal["ask"]
    request_id: RequestId
    workspace_id: Name
    query: Query
    session_id: Annotated[Name | Literal[""] | None, "Continues a conversation; empty begins one."] = None
    mode: Mode | None = None
    models: Annotated[tuple[Name, ...], Limits(most=MAX_MODELS), "Ids; empty for the workspace's own."] = ()
    filters: Annotated[dict[str, Any], "Which documents it may be answered from; empty for all."] = field(
        default_factory=dict[str, Any]
    )


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stops one of the caller's runs; the models end at their next token."""

    action: Literal["cancel"]
    request_id: RequestId


@dataclass(frozen=True, slots=True)
class DropModel:
    """Stops waiting for one model of one of the caller's runs; the answer is made of the other answers."""

    action: Literal["drop_model"]
    request_id: RequestId
    model: Annotated[Name, "One of the models in the frame `accepted`."]


@dataclass(frozen=True, slots=True)
class Resume:
    """Asks for the frames after `after_seq` and all later ones, unless a newer connection has the run."""

    action: Literal["resume"]
    request_id: RequestId
    after_seq: Annotated[int, Limits(least=-1), "-1 for all."] = -1


ClientFrame = Ask | Cancel | DropModel | Resume
CLIENT_FRAMES: dict[str, type[ClientFrame]] = {
    "ask": Ask,
    "cancel": Cancel,
    "drop_model": DropModel,
    "resume": Resume,
}
