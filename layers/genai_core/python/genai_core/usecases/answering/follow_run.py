"""Lets users cancel a run of their own, drop one of its models, or resume it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from genai_core.domain.chat.connections import Connection
from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.quoted_documents import quoted_in_frames
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.errors import InvalidInput
from genai_core.ports.clock import Clock
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.bind_connection import BindConnection
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.answering.require_asker import require_asker

_WRITE_LIMIT_S = 3.5
"""A frame is numbered before it is written, which takes milliseconds; after 3 s the store fills its place."""
_WRITE_POLL_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRun:
    """Finds runs by the user's own request id, so that nobody reaches another user's."""

    runs: RunStore
    workspaces: WorkspaceStore
    sink: EventSink
    quotes: ReadableQuotes
    bind: BindConnection
    clock: Clock

    def cancel(self, user_id: UserId, request_id: str) -> RunId:
        """Stops the models at their next token. Raises NotFound."""
        run_id = self.runs.find(user_id, request_id)
        self.runs.cancel(run_id)
        return run_id

    def drop_model(self, user_id: UserId, request_id: str, model_id: ModelId) -> RunId:
        """Stops one model at its next token; the answer is made of the other models' answers.

        Raises:
            NotFound: The user has no run of that request.
            InvalidInput: The run does not ask that model, or has not begun.
        """
        run_id = self.runs.find(user_id, request_id)
        asked = self.runs.state(run_id).asked
        if model_id not in asked:
            names = ", ".join(asked) or "those that the frame `accepted` names"
            raise InvalidInput(f"model is {model_id!r}", remedy=f"It must be one of {names}.")
        self.runs.drop_model(run_id, model_id)
        return run_id

    def resume(self, connection: Connection, request_id: str, *, after_seq: int) -> int:
        """Sends the frames after `after_seq`, and all later ones, to this connection, each of them once.

        If a newer connection keeps the run (see `BindConnection`), only the frames so far are sent.

        Returns:
            How many frames were sent here; later ones are sent as they are published.

        Raises:
            NotFound: The user has no run of that request, its workspace is gone, or the connection closed.
            Forbidden: The user is no longer in its workspace, whose passages the frames hold, or may not
                read all of these any more.
        """
        run_id = self.runs.find(connection.user_id, request_id)
        workspace = require_asker(
            "resume run", connection.user_id, self.runs.question(run_id), self.workspaces
        )
        quoted = quoted_in_frames(self.runs.frames(run_id, after_seq=-1))
        self.quotes.require(connection.user_id, workspace, quoted)
        next_seq = self.bind(run_id, connection)
        sent = 0
        for frame in self._missed(run_id, after_seq, next_seq):
            if not self.sink.send(connection.connection_id, frame.to_message()):
                break
            sent += 1
        return sent

    def _missed(self, run_id: RunId, after_seq: int, next_seq: int | None) -> Iterator[Frame]:
        """Yields the frames between both numbers, in order; without the latter, all that are kept.

        A frame that was numbered for the former connection may still be on its way to the store.
        """
        deadline = self.clock.monotonic() + _WRITE_LIMIT_S
        while True:
            for frame in self.runs.frames(run_id, after_seq=after_seq):
                if next_seq is not None and frame.seq >= next_seq:
                    return
                yield frame
                after_seq = frame.seq
            if next_seq is None or after_seq >= next_seq - 1 or self.clock.monotonic() >= deadline:
                return
            self.clock.sleep(_WRITE_POLL_S)
