"""Lets a client cancel a run of its own, or come back to it."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.quoted_documents import quoted_in_frames
from genai_core.domain.identifiers import RunId, UserId
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.answering.require_asker import require_asker


@dataclass(frozen=True, slots=True)
class FollowRun:
    """Finds runs by the asker's own request id, so that nobody reaches another's."""

    runs: RunStore
    workspaces: WorkspaceStore
    sink: EventSink
    quotes: ReadableQuotes

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
            NotFound: The user has no run of that request, or its workspace is gone.
            Forbidden: The user is no longer in its workspace, whose passages the frames hold, or may not
                read all of these any more.
        """
        run_id = self.runs.find(user_id, request_id)
        workspace = require_asker("resume run", user_id, self.runs.question(run_id), self.workspaces)
        self.quotes.require(user_id, workspace, quoted_in_frames(self.runs.frames(run_id, after_seq=-1)))
        self.runs.reconnect(run_id, connection_id)
        missed = self.runs.frames(run_id, after_seq=after_seq)
        for sent, frame in enumerate(missed):
            if not self.sink.send(connection_id, frame.to_message()):
                return sent
        return len(missed)
