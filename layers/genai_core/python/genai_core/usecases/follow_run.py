"""Lets a client cancel a run of its own, or come back to it."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId, UserId
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore


@dataclass(frozen=True, slots=True)
class FollowRun:
    """Finds runs by the asker's own request id, so that nobody reaches another's."""

    runs: RunStore
    sink: EventSink

    def cancel(self, user_id: UserId, request_id: str) -> RunId:
        """Stops the models at their next token. Raises NotFound."""
        run_id = self.runs.find(user_id, request_id)
        self.runs.cancel(run_id)
        return run_id

    def resume(self, user_id: UserId, request_id: str, connection_id: str, *, after_seq: int) -> int:
        """Sends the frames after `after_seq` and all later ones to this connection; returns how many.

        The connection changes first: a frame written meanwhile is then sent twice rather than never, and
        the client knows it by its `seq`.

        Raises:
            NotFound: The user has no run of that request.
        """
        run_id = self.runs.find(user_id, request_id)
        self.runs.reconnect(run_id, connection_id)
        missed = self.runs.frames(run_id, after_seq=after_seq)
        for sent, frame in enumerate(missed):
            if not self.sink.send(connection_id, frame.to_message()):
                return sent
        return len(missed)
