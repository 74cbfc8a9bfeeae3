"""List a user's latest answers that models or documents dispute."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.domain.protocol.sessions import DisputedAnswer, DisputeList
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.readable_quotes import ReadableQuotes

LATEST, MESSAGES_OF_EACH = 25, 40
"""Conversations, and messages of each, that one call reads."""
MOST_DISPUTES = 20


@dataclass(frozen=True, slots=True)
class ListDisputes:
    """Looks through the user's latest conversations about a workspace.

    Attributes:
        conversations_of: Returns the user's readable conversations, last used first.
    """

    workspaces: WorkspaceStore
    conversations_of: Callable[[UserId], list[SessionSummary]]
    conversations: ConversationStore
    quotes: ReadableQuotes

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId) -> DisputeList:
        """Returns the disputed answers, newest first; without those that the user may no longer read.

        Raises:
            NotFound: There is no such workspace.
            Forbidden: The user is not in it.
        """
        workspace = self.workspaces.get(workspace_id)
        require("read lesson", user_id, workspace)
        latest = [each for each in self.conversations_of(user_id) if each.workspace_id == workspace_id]
        disputes: list[DisputedAnswer] = []
        for summary in latest[:LATEST]:
            messages = self.conversations.messages(user_id, summary.session_id, last=MESSAGES_OF_EACH)
            # A conversation may span workspaces.
            here = [message for message in messages if message.workspace_id == workspace_id]
            disputes += _disputed(self.quotes.withheld(here, user_id, {workspace_id: workspace}))
        newest = sorted(disputes, key=lambda each: each.answered_at, reverse=True)
        return DisputeList(tuple(newest[:MOST_DISPUTES]), min(len(latest), LATEST))


def _disputed(messages: Sequence[SessionMessage]) -> Iterator[DisputedAnswer]:
    questions = {message.run_id: message.text for message in messages if message.role == "user"}
    for message in messages:
        if message.role != "assistant" or message.answer is None:
            continue
        outcome, disputed = Outcome(message.answer["outcome"]), tuple(message.answer.get("disputed", ()))
        if outcome is Outcome.DISPUTED or disputed:
            yield DisputedAnswer(
                session_id=message.session_id,
                run_id=message.run_id,
                question=questions.get(message.run_id, ""),
                outcome=outcome,
                disputed=disputed,
                answered_at=message.created_at,
            )
