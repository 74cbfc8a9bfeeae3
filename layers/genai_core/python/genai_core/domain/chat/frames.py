"""Numbered frames of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.chat.run_state import RunState
from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import FrameContent, FrameType, message_of, type_of


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a run; the run store assigns `seq`.

    `connection_id` is the socket of the run when the frame was numbered, empty if nobody was connected, and
    `state` the run's state at that time; neither is sent.
    """

    run_id: RunId
    request_id: str
    seq: int
    content: FrameContent
    connection_id: str = ""
    state: RunState = field(default_factory=RunState)

    @property
    def type(self) -> FrameType:
        return type_of(self.content)

    def to_message(self) -> dict[str, Any]:
        """Returns the JSON object sent over the wire."""
        return message_of(self.content, request_id=self.request_id, run_id=self.run_id, seq=self.seq)
