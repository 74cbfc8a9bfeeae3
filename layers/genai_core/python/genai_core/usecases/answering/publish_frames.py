"""Publishes frames: numbers and keeps them first, then sends them to the connected client.

A frame that cannot be sent is not lost: it is kept, and the client reads it when it resumes. So a
closed socket or a gateway that is down never fails the work that the frame reports.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from genai_core.domain.chat.fitted_frames import fitted, pieces
from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.model_text.answer_text import DraftPiece
from genai_core.domain.protocol.frames import Draft, FrameContent
from genai_core.domain.questions import Question
from genai_core.errors import Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore

DRAFT_INTERVAL_S = 0.2
"""Deltas are gathered for this long: five updates a second are enough to read along, and each frame costs two
writes and a call."""
SHARED_DRAFT_INTERVAL_S = 0.4
"""The same if several models write at once, since nobody reads all drafts at their speed."""


@dataclass(frozen=True, slots=True)
class FramePublisher:
    """Publishes the frames of one run."""

    runs: RunStore
    sink: EventSink
    question: Question

    @property
    def is_watched(self) -> bool:
        """True if a client reads along; a synchronous call shows no drafts."""
        return bool(self.question.connection_id)

    def publish(self, content: FrameContent) -> Frame:
        """Numbers, keeps and sends one frame, and returns it. Raises Unavailable if it cannot be kept.

        It goes to the connection that the run has now, which a resume may have changed.
        """
        frame = self.runs.append_frame(self.question.run_id, fitted(content))
        if frame.connection_id:
            # The frame is kept: the client sees the gap in `seq`, and resumes.
            with suppress(Unavailable):
                self.sink.send(frame.connection_id, frame.to_message())
        return frame


@dataclass(slots=True)
class DraftStream:
    """Gathers one model's deltas and publishes them about every `interval_s` seconds."""

    publisher: FramePublisher
    clock: Clock
    model_id: str
    interval_s: float = DRAFT_INTERVAL_S
    _pending: list[str] = field(default_factory=list[str])
    _restarts: bool = False
    _flushed_at: float = float("-inf")
    _news: RunState | None = None

    def add(self, piece: DraftPiece) -> bool:
        """Adds the next piece; True if the interval was over and the gathered text was sent."""
        if piece.restarts:
            self._pending.clear()
            self._restarts = True
        self._pending.append(piece.text)
        due = self.clock.monotonic() - self._flushed_at >= self.interval_s
        if due:
            self.flush()
        return due

    def flush(self) -> None:
        """Publishes the rest, if there is any and a client reads along."""
        self._flushed_at = self.clock.monotonic()
        text = "".join(self._pending)
        self._pending.clear()
        restarts, self._restarts = self._restarts, False
        if (text or restarts) and self.publisher.is_watched:
            # Drafts are optional: a throttled store must not fail the model.
            with suppress(Unavailable):
                for number, piece in enumerate(pieces(text) if text else ("",)):
                    frame = self.publisher.publish(
                        Draft(self.model_id, piece, restart=restarts and number == 0)
                    )
                    self._news = frame.state

    def take_news(self) -> RunState | None:
        """Returns the run's state at the last draft; None if none went out since."""
        news, self._news = self._news, None
        return news
