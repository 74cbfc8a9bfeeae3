"""Conversations in DynamoDB: one item per message, under a key that sorts by time."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import islice
from typing import Any

from genai_core.adapters.dynamodb.table import (
    ConditionFailed,
    DynamoTable,
    check_action,
    delete_action,
    put_action,
    update_action,
)
from genai_core.domain.chat.conversations import (
    SessionMessage,
    SessionSummary,
    message_position,
    no_session,
    session_title,
    shared_already,
    turn_id,
)
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId
from genai_core.errors import Conflict, NotFound

_SESSION, _MESSAGE, _TURN, _DELETED = "session#", "message#", "turn#", "deleted#"
_WORKSPACE = "workspace#"
"""An item per workspace of a session, so that access is checked without reading all messages."""
_BEGINS = "begins_with(#item, :prefix)"
_SHARED = "shared#"
"""Partition of a shared session, which names the user who shares it; no user's id begins like this."""


class DynamoConversationStore:
    """Keeps messages in the table `sessions`; its partition is the user."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def append(self, message: SessionMessage) -> None:
        session = message.session_id
        turn = {"user_id": message.user_id, "item": f"{_TURN}{session}#{turn_id(message)}"}
        item = f"{_MESSAGE}{session}#{message_position(message)}"
        written_in = {
            "user_id": message.user_id,
            "item": f"{_WORKSPACE}{session}#{message.workspace_id}",
            "workspace_id": message.workspace_id,
        }
        try:
            self._table.transact(
                check_action(_deletion(message.user_id, session), "attribute_not_exists(user_id)"),
                put_action(turn, condition="attribute_not_exists(user_id)"),
                put_action({"user_id": message.user_id, "item": item, **_body(message)}),
                put_action(written_in),
                _summary_update(message),
            )
        except ConditionFailed:
            return  # this turn is stored already, or its session was deleted

    def messages(
        self, user_id: UserId, session_id: SessionId, *, last: int | None = None, before: str = ""
    ) -> list[SessionMessage]:
        if last == 0:
            return []
        prefix = f"{_MESSAGE}{session_id}#"
        # BETWEEN includes its end, which is not wanted: one more is read.
        newest_first = self._table.query(
            f"user_id = :user AND {'#item BETWEEN :prefix AND :end' if before else _BEGINS}",
            {"user": user_id, "prefix": prefix, **({"end": prefix + before} if before else {})},
            names={"#item": "item"},
            forward=False,
            consistent=True,
            limit=last + 1 if last and before else last,
        )
        wanted = (item for item in newest_first if item["item"] != prefix + before)
        return [_message(item) for item in islice(wanted, last)][::-1]

    def workspaces(self, user_id: UserId, session_id: SessionId) -> frozenset[WorkspaceId]:
        items = self._items(user_id, f"{_WORKSPACE}{session_id}#")
        return frozenset(WorkspaceId(item["workspace_id"]) for item in items)

    def sessions(self, user_id: UserId) -> list[SessionSummary]:
        items = self._items(user_id, _SESSION)
        return sorted(map(_summary, items), key=lambda summary: summary.updated_at, reverse=True)

    def rename(self, user_id: UserId, session_id: SessionId, title: str) -> SessionSummary:
        try:
            item = self._table.update(
                {"user_id": user_id, "item": f"{_SESSION}{session_id}"},
                "SET title = :title",
                condition="attribute_exists(user_id)",
                values={"title": title},
            )
        except ConditionFailed:
            raise no_session(session_id) from None
        return _summary(item)

    def share(self, user_id: UserId, session_id: SessionId, *, is_shared: bool) -> SessionSummary:
        key = {"user_id": user_id, "item": f"{_SESSION}{session_id}"}
        session = self._table.get(key)
        if session is None:
            raise no_session(session_id)
        free = {"condition": "attribute_not_exists(user_id) OR sharer = :user", "values": {"user": user_id}}
        pointer = (
            put_action({**_sharing(session_id), **_sharer(user_id, session)}, **free)
            if is_shared
            else delete_action(_sharing(session_id), **free)
        )
        marked = update_action(
            key, "SET is_shared = :is", condition="attribute_exists(user_id)", values={"is": is_shared}
        )
        try:
            self._table.transact(pointer, marked)
        except ConditionFailed:
            if self.shared_by(session_id) in (None, user_id):
                raise no_session(session_id) from None
            raise shared_already(session_id) from None
        return _summary({**session, "is_shared": is_shared})

    def shared_by(self, session_id: SessionId) -> UserId | None:
        shared = self._table.get(_sharing(session_id))
        return None if shared is None else UserId(shared["sharer"])

    def delete(self, user_id: UserId, session_id: SessionId) -> None:
        with suppress(NotFound, Conflict):
            self.share(user_id, session_id, is_shared=False)
        # The mark comes first: what a run appends from now on is refused.
        self._table.put(_deletion(user_id, session_id))
        parts = (f"{kind}{session_id}#" for kind in (_MESSAGE, _TURN, _WORKSPACE))
        prefixes = (f"{_SESSION}{session_id}", *parts)
        keys = [
            {"user_id": user_id, "item": item["item"]}
            for prefix in prefixes
            for item in self._items(user_id, prefix, projection="#item")
            # another session's id may begin with this one
            if prefix.endswith("#") or item["item"] == prefix
        ]
        self._table.delete_many(keys)

    def _items(self, user_id: UserId, prefix: str, **options: Any) -> list[dict[str, Any]]:
        return list(
            self._table.query(
                f"user_id = :user AND {_BEGINS}",
                {"user": user_id, "prefix": prefix},
                names={"#item": "item"},
                consistent=True,
                **options,
            )
        )


def _sharing(session_id: SessionId) -> dict[str, str]:
    return {"user_id": f"{_SHARED}{session_id}", "item": _SHARED}


def _sharer(user_id: UserId, session: dict[str, Any]) -> dict[str, str]:
    # The workspace is named so that its erasure finds this record too.
    return {"sharer": user_id, "workspace_id": session["workspace_id"]}


def _deletion(user_id: UserId, session_id: SessionId) -> dict[str, str]:
    return {"user_id": user_id, "item": f"{_DELETED}{session_id}"}


def _summary_update(message: SessionMessage) -> dict[str, Any]:
    return update_action(
        {"user_id": message.user_id, "item": f"{_SESSION}{message.session_id}"},
        "SET updated_at = :at, created_at = if_not_exists(created_at, :at), "
        "workspace_id = if_not_exists(workspace_id, :workspace), title = if_not_exists(title, :title) "
        "ADD message_count :one",
        values={
            "at": message.created_at,
            "workspace": message.workspace_id,
            "title": session_title(message.text),
            "one": 1,
        },
    )


def _body(message: SessionMessage) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
        "workspace_id": message.workspace_id,
        "role": message.role,
        "text": message.text,
        "created_at": message.created_at,
        "run_id": message.run_id,
        # JSON keeps the payload's floats as they are
        "answer": None if message.answer is None else json.dumps(message.answer),
    }


def _message(item: dict[str, Any]) -> SessionMessage:
    answer = item.get("answer")
    return SessionMessage(
        session_id=item["session_id"],
        workspace_id=item["workspace_id"],
        user_id=item["user_id"],
        role=item["role"],
        text=item["text"],
        created_at=item["created_at"],
        run_id=item["run_id"],
        answer=None if answer is None else json.loads(answer),
    )


def _summary(item: dict[str, Any]) -> SessionSummary:
    return SessionSummary(
        session_id=SessionId(item["item"].removeprefix(_SESSION)),
        workspace_id=item["workspace_id"],
        title=item["title"],
        created_at=item["created_at"],
        updated_at=item["updated_at"],
        message_count=item["message_count"],
        is_shared=item.get("is_shared", False),
    )
