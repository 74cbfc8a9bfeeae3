"""Frames: what the server tells a client while it answers.

Every frame is one JSON object with `request_id`, `run_id`, `type` and a gapless `seq` from 0 per run.
A client that only knows the keys `token`, `done` and `error` works.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from genai_core.domain.identifiers import RunId

FrameType = Literal["accepted", "passages", "draft", "token", "model", "done", "error"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a run; `seq` is given out by the run store.

    `connection_id` is the socket the run streams to as the frame was numbered, empty where nobody is
    connected; it is not sent.

    Payload keys by type: `accepted` {session_id, models}; `passages` {passages}; `draft` {model, text};
    `token` {token}; `model` {model, status, reason, latency_ms}; `done` {done: true, answer...};
    `error` {error, code, remedy}.
    """

    run_id: RunId
    request_id: str
    seq: int
    type: FrameType
    payload: dict[str, Any]
    connection_id: str = ""

    def to_message(self) -> dict[str, Any]:
        """Returns the JSON object sent over the wire."""
        return {
            "type": self.type,
            "request_id": self.request_id,
            "run_id": self.run_id,
            "seq": self.seq,
            **self.payload,
        }
