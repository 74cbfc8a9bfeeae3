"""Runs in DynamoDB: the run, its frames, its answers, and the way from a request to its run.

Numbering a frame takes two calls: the counter and the connection come back from one update, then the
frame is written. A writer that dies between the two leaves a hole; see `frames`.
"""

from __future__ import annotations

import json
import time
import zlib
from base64 import b85decode, b85encode
from typing import Any

from pydantic import TypeAdapter

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable, put_action
from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.run_identity import unknown_run
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.codec import from_json, to_json, wire_bytes
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.frames import (
    Accepted,
    Draft,
    FrameContent,
    ModelReport,
    read_content,
    type_of,
)
from genai_core.domain.questions import Question
from genai_core.errors import Conflict, NotFound
from genai_core.ports.clock import Clock

_RUN, _FRAME, _ANSWER, _REQUEST, _RESULT = "run", "frame#", "answer#", "request", "result#"
_DROPPED = "dropped#"
"""Begins the names of the run's attributes that name dropped models; to set one again changes nothing."""
_KEPT_S = 24 * 3600
_HOLE_AFTER_S = 3.0
"""A frame's write takes milliseconds; what is missing for so long will not come."""

_PART_CHARS = 350_000
"""An item of DynamoDB takes 400 kB, names included."""

_question = TypeAdapter(Question)
_answer = TypeAdapter(ModelAnswer)


class DynamoRunStore:
    """Keeps runs in the table `runs` for a day."""

    def __init__(self, table: DynamoTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def create(self, question: Question) -> None:
        run = {
            "question": _question.dump_json(question).decode(),
            "connection_id": question.connection_id,
            "request_id": question.request_id,
            "next_seq": 0,
        }
        pointer = {"run_id": _request_key(question.user_id, question.request_id), "item": _REQUEST}
        unused = "attribute_not_exists(run_id)"
        try:
            self._table.transact(
                put_action(self._item(question.run_id, _RUN, run), condition=unused),
                put_action(
                    {**pointer, "names": question.run_id, "expires_at": self._expiry()}, condition=unused
                ),
            )
        except ConditionFailed:
            raise Conflict(f"run {question.run_id!r} exists already") from None

    def question(self, run_id: RunId) -> Question:
        item = self._run(run_id)
        stored = json.loads(item["question"])
        return _question.validate_python({**stored, "connection_id": item["connection_id"]})

    def find(self, user_id: UserId, request_id: str) -> RunId:
        item = self._table.get({"run_id": _request_key(user_id, request_id), "item": _REQUEST})
        if item is None:
            raise NotFound(f"there is no run of request {request_id!r}", remedy="Ask the question again.")
        return RunId(item["names"])

    def rebind(self, run_id: RunId, connection_id: str, *, instead_of: str) -> int | None:
        try:
            run = self._table.update(
                {"run_id": run_id, "item": _RUN},
                "SET connection_id = :connection",
                condition="connection_id IN (:connection, :bound)",
                values={"connection": connection_id, "bound": instead_of},
            )
        except ConditionFailed:
            self._run(run_id)
            return None
        return int(run["next_seq"])

    def append_frame(self, run_id: RunId, content: FrameContent) -> Frame:
        run = self._counted(run_id, content)
        seq = int(run["next_seq"]) - 1
        body = {"type": type_of(content), "payload": json.dumps(to_json(content)), "at": time.time_ns()}
        self._table.put(self._item(run_id, _frame_key(seq), body))
        return Frame(run_id, run["request_id"], seq, content, run["connection_id"], state=_state(run))

    def frames(self, run_id: RunId, *, after_seq: int) -> list[Frame]:
        """Returns frames without a gap: it ends before one that is still being written, and fills one
        whose writer died with an empty draft, so that a client that counts is never stuck."""
        run = self._run(run_id)
        items = {
            int(item["item"].removeprefix(_FRAME)): item
            for item in self._items(run_id, _FRAME, after=_frame_key(after_seq) if after_seq >= 0 else "")
        }
        frames: list[Frame] = []
        for seq in range(max(after_seq + 1, 0), max(items, default=-1) + 1):
            content = _read(items[seq]) if seq in items else _filler(items, seq)
            if content is None:
                break
            frames.append(Frame(run_id, run["request_id"], seq, content, run["connection_id"]))
        return frames

    def keep_result(self, run_id: RunId, done: Done) -> None:
        packed = b85encode(zlib.compress(wire_bytes(to_json(done)))).decode()
        parts = [packed[start : start + _PART_CHARS] for start in range(0, len(packed), _PART_CHARS)]
        for number, part in enumerate(parts):
            body = {"body": part, "parts": len(parts)}
            self._table.put(self._item(run_id, f"{_RESULT}{number:04d}", body))

    def result(self, run_id: RunId) -> Done | None:
        items = self._items(run_id, _RESULT)
        if not items or len(items) < items[0]["parts"]:
            self._run(run_id)
            return None
        packed = "".join(item["body"] for item in items[: items[0]["parts"]])
        whole = json.loads(zlib.decompress(b85decode(packed)))
        return from_json(Done, whole, named="the result", is_tolerant=True)

    def add_answer(self, run_id: RunId, answer: ModelAnswer) -> list[ModelAnswer]:
        self._table.update(
            {"run_id": run_id, "item": _ANSWER + answer.model_id},
            "SET answer = :answer, arrived_at = if_not_exists(arrived_at, :now), expires_at = :expiry",
            values={
                "answer": _answer.dump_json(answer).decode(),
                "now": time.time_ns(),
                "expiry": self._expiry(),
            },
        )
        return self.answers(run_id)

    def answers(self, run_id: RunId) -> list[ModelAnswer]:
        arrived = sorted(self._items(run_id, _ANSWER), key=lambda item: int(item["arrived_at"]))
        return [_answer.validate_json(item["answer"]) for item in arrived]

    def decide(self, run_id: RunId, by: str) -> bool:
        run = self._change(run_id, "SET decided_by = if_not_exists(decided_by, :by)", {"by": by})
        return run["decided_by"] == by

    def cancel(self, run_id: RunId) -> None:
        self._change(run_id, "SET cancelled = :yes", {"yes": True})

    def is_cancelled(self, run_id: RunId) -> bool:
        return bool(self._run(run_id).get("cancelled"))

    def drop_model(self, run_id: RunId, model_id: ModelId) -> None:
        self._change(run_id, "SET #model = :yes", {"yes": True}, names={"#model": _DROPPED + model_id})

    def state(self, run_id: RunId) -> RunState:
        return _state(self._run(run_id))

    def _counted(self, run_id: RunId, content: FrameContent) -> dict[str, Any]:
        """Counts a frame, with what the run's state keeps of it, and returns the run."""
        match content:
            case ModelReport():
                return self._change(run_id, "ADD next_seq :one, reported :one", {"one": 1})
            case Accepted(models=models):
                values = {"one": 1, "models": list(models)}
                return self._change(run_id, "SET asked = :models ADD next_seq :one", values)
            case _:
                return self._change(run_id, "ADD next_seq :one", {"one": 1})

    def _run(self, run_id: RunId) -> dict[str, Any]:
        item = self._table.get({"run_id": run_id, "item": _RUN})
        if item is None:
            raise unknown_run(run_id)
        return item

    def _change(
        self, run_id: RunId, expression: str, values: dict[str, Any], **options: Any
    ) -> dict[str, Any]:
        try:
            return self._table.update(
                {"run_id": run_id, "item": _RUN},
                expression,
                condition="attribute_exists(run_id)",
                values=values,
                **options,
            )
        except ConditionFailed:
            raise unknown_run(run_id) from None

    def _items(self, run_id: RunId, prefix: str, *, after: str = "") -> list[dict[str, Any]]:
        return list(
            self._table.query(
                "run_id = :run AND #item BETWEEN :first AND :last",
                # "~" sorts after every digit and letter an id may have; "!" right after the key itself
                {"run": run_id, "first": f"{after}!" if after else prefix, "last": f"{prefix}~"},
                names={"#item": "item"},
                consistent=True,
            )
        )

    def _item(self, run_id: RunId, item: str, body: dict[str, Any]) -> dict[str, Any]:
        return {"run_id": run_id, "item": item, "expires_at": self._expiry(), **body}

    def _expiry(self) -> int:
        return int(self._clock.now().timestamp()) + _KEPT_S


def _state(run: dict[str, Any]) -> RunState:
    is_over = bool(run.get("decided_by")) or bool(run.get("cancelled"))
    dropped = (name.removeprefix(_DROPPED) for name in run if name.startswith(_DROPPED))
    asked = tuple(map(ModelId, run.get("asked", ())))
    return RunState(is_over, frozenset(map(ModelId, dropped)), int(run.get("reported", 0)), asked)


def _frame_key(seq: int) -> str:
    return f"{_FRAME}{seq:08d}"


def _request_key(user_id: UserId, request_id: str) -> str:
    return f"request#{user_id}#{request_id}"


def _read(item: dict[str, Any]) -> FrameContent:
    return read_content(item["type"], json.loads(item["payload"]))


def _filler(items: dict[int, dict[str, Any]], seq: int) -> FrameContent | None:
    following = items[min(later for later in items if later > seq)]
    age_s = (time.time_ns() - int(following["at"])) / 1e9
    return Draft("", "") if age_s >= _HOLE_AFTER_S else None
