"""Feedback in DynamoDB, beside the sessions of its user."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import TypeAdapter

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import UserId

_PREFIX = "feedback#"
_feedback = TypeAdapter(Feedback)


class DynamoFeedbackStore:
    """Keeps feedback in the table `sessions`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def put(self, feedback: Feedback) -> None:
        self._table.put({"item": _PREFIX + feedback.run_id, **asdict(feedback)})

    def of(self, user_id: UserId) -> list[Feedback]:
        items = self._table.query(
            "user_id = :user AND begins_with(#item, :prefix)",
            {"user": user_id, "prefix": _PREFIX},
            names={"#item": "item"},
            consistent=True,
        )
        return sorted(map(_feedback.validate_python, items), key=lambda feedback: feedback.created_at)
