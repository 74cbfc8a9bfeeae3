"""What clients send over the WebSocket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from genai_core.domain.answers import Mode
from genai_core.domain.identifiers import ModelId, SessionId, WorkspaceId
from genai_core.errors import InvalidInput
from genai_core.usecases.accept_question import Asked
from lambdas.entry import parse
from lambdas.json_text import read_json

MAX_FRAME_CHARS = 64 * 1024
Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_.:-]+$")]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; the same `request_id` again is the same run."""

    action: Literal["ask"]
    request_id: Name
    workspace_id: Name
    query: str
    session_id: Name | Literal[""] | None = None
    mode: Mode | None = None
    models: Annotated[tuple[Name, ...], Field(max_length=8)] = ()
    filters: dict[str, Any] = field(default_factory=dict[str, Any])

    def asked(self) -> Asked:
        """Returns the question in the core's words."""
        return Asked(
            request_id=self.request_id,
            workspace_id=WorkspaceId(self.workspace_id),
            query=self.query,
            session_id=SessionId(self.session_id) if self.session_id else None,
            mode=self.mode,
            models=tuple(map(ModelId, self.models)),
            filters=self.filters,
        )


@dataclass(frozen=True, slots=True)
class Cancel:
    """The end of a run of one's own."""

    action: Literal["cancel"]
    request_id: Name


@dataclass(frozen=True, slots=True)
class Resume:
    """The frames after `after_seq` (-1 for all), and all later ones, to this connection."""

    action: Literal["resume"]
    request_id: Name
    after_seq: Annotated[int, Field(ge=-1)] = -1


ClientFrame = Ask | Cancel | Resume
_KINDS: dict[str, type[ClientFrame]] = {"ask": Ask, "cancel": Cancel, "resume": Resume}


@cache
def _adapter(action: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[action])


def read_object(body: str) -> Mapping[str, Any]:
    """Returns the frame as an object. Raises InvalidInput where it is none, or too long."""
    if len(body) > MAX_FRAME_CHARS:
        raise InvalidInput(f"the frame has {len(body)} characters", remedy=f"Send at most {MAX_FRAME_CHARS}.")
    try:
        frame = read_json(body)
    except ValueError as error:
        raise InvalidInput(f"the frame is {body[:80]!r}", remedy=f"Send JSON: {error}.") from None
    if not isinstance(frame, dict):
        raise InvalidInput(f"the frame is {body[:80]!r}", remedy="Send a JSON object.")
    return frame


def read_frame(frame: Mapping[str, Any]) -> ClientFrame:
    """Returns the frame as what its `action` says. Raises InvalidInput that names what is wrong."""
    action = frame.get("action")
    if not isinstance(action, str) or action not in _KINDS:
        raise InvalidInput(f"action is {action!r:.80}", remedy=f"It must be one of {', '.join(_KINDS)}.")
    return parse(_adapter(action), frame)
