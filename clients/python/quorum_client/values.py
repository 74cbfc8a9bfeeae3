"""The server's answers as values of the contract; fields of a newer server are ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from quorum_client.protocol.answers import CheckedSentence, Citation, ModelResult
from quorum_client.protocol.codec import from_json, to_json
from quorum_client.protocol.documents import Document
from quorum_client.protocol.done import Done
from quorum_client.protocol.figures import Probability, Share
from quorum_client.protocol.outcomes import Mode
from quorum_client.protocol.questions import FoundPassage, Retrieved
from quorum_client.protocol.sessions import Session as Conversation
from quorum_client.protocol.workspaces import CalibrationReport, Invitation, Workspace

__all__ = [
    "MODES",
    "Answer",
    "CalibrationReport",
    "CheckedSentence",
    "Citation",
    "Conversation",
    "Document",
    "Found",
    "FoundPassage",
    "Invitation",
    "Mode",
    "ModelResult",
    "MoveState",
    "Probability",
    "Share",
    "Workspace",
    "read",
    "to_json",
]
MODES: tuple[Mode, ...] = get_args(Mode)
Value = TypeVar("Value")


def read(kind: type[Value], value: Any) -> Value:
    """Returns the answer as a value. Raises Unreadable if it is of another version of the contract."""
    return from_json(kind, value, named=f"the server's {kind.__name__}", is_tolerant=True)


@dataclass(frozen=True, slots=True)
class MoveState:
    """Which engine and encoder search a workspace, and how far its move to others is.

    Attributes:
        moving_to, moving_to_encoder: Empty if it does not move.
        copied, total: Documents.
    """

    engine: str
    encoder: str
    moving_to: str = ""
    moving_to_encoder: str = ""
    copied: int = 0
    total: int = 0

    def is_at(self, engine: str | None, encoder: str | None) -> bool:
        """Returns whether it is searched by these; None stands for any."""
        return engine in (None, self.engine) and encoder in (None, self.encoder)


class Found(Retrieved):
    """The result of a search."""

    @property
    def passages(self) -> tuple[FoundPassage, ...]:
        """Best first."""
        return self.records

    @property
    def elapsed_ms(self) -> dict[str, float]:
        """By stage, and in all under `retrieve`."""
        return self.elapsed

    @property
    def degraded(self) -> tuple[str, ...]:
        """Stages that failed and were skipped."""
        return self.provenance.degraded


class Answer(Done):
    """The verified answer of one run."""

    @property
    def text(self) -> str:
        """The answer, with markers such as [1] that number the citations."""
        return self.answer

    @classmethod
    def from_done(cls, done: Mapping[str, Any]) -> Answer:
        """Reads a `done` frame, or the body of POST /rag-query."""
        return read(cls, done)
