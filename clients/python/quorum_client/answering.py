"""One question over the WebSocket: streamed, resumed after a dropped connection, cancelled on demand."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from quorum_client.errors import ClientError, QuorumUnreachable, ServerRefused
from quorum_client.frames import Frame, FrameOrder
from quorum_client.rest import RestClient, is_repeatable
from quorum_client.values import Answer, Mode

OPEN_TIMEOUT_S = 20.0
# Silence after which the connection counts as dead; after which missing frames are asked for again; and after
# which the question or more of its frames are asked for again: the message may have been lost, and the frame
# that a database wakes is stored and not sent.
SILENCE_S = 20.0
GAP_S = 2.0
MORE_S = 4.0
MAX_FRAME_BYTES = 1 << 20


class AnswerStream:
    """The frames of one answer, in order. Iterate once; `answer` is set afterwards.

    A connection that breaks is opened again and the frames missed are fetched, until `limit_s` is over. Until
    the first frame comes, the question itself is sent again, because the server may not know it; the same
    request id makes it the same run.
    """

    def __init__(
        self,
        rest: RestClient,
        websocket_url: str,
        question: dict[str, Any],
        *,
        limit_s: float = 180.0,
    ) -> None:
        self._rest, self._url, self._question = rest, websocket_url, question
        self._order = FrameOrder()
        self._limit_s = limit_s
        self._connection: ClientConnection | None = None
        self.request_id = str(question["request_id"])
        self.answer: Answer | None = None

    def __iter__(self) -> Iterator[Frame]:
        """Yields frames until `done`.

        Raises:
            ServerRefused: An `error` frame came. QuorumUnreachable: Nothing came within the limit.
        """
        deadline = time.monotonic() + self._limit_s
        pause = 0.2
        while self.answer is None:
            try:
                for frame in self._connected(deadline):
                    pause = 0.2
                    yield frame
                    if frame.get("done"):
                        self.answer = Answer.from_done(frame)
                        return
            except (OSError, TimeoutError, WebSocketException, QuorumUnreachable) as error:
                if time.monotonic() + pause > deadline:
                    raise QuorumUnreachable(
                        f"no answer within {self._limit_s:g} s ({error or type(error).__name__})",
                        remedy="`quorum doctor` says which part is missing.",
                    ) from error
                time.sleep(pause)
                pause = min(pause * 2, 3.0)

    def cancel(self) -> None:
        """Asks the server to stop; the models stop at their next token."""
        if self._connection is not None:
            with suppress(OSError, WebSocketException):
                self._connection.send(json.dumps({"action": "cancel", "request_id": self.request_id}))

    def _connected(self, deadline: float) -> Iterator[Frame]:
        """Yields the frames of one connection until it breaks. Raises the error that ends it."""
        with connect(
            f"{self._url}?ticket={self._ticket()}",
            open_timeout=OPEN_TIMEOUT_S,
            max_size=MAX_FRAME_BYTES,
            proxy=None,
        ) as connection:
            self._connection = connection
            try:
                connection.send(json.dumps(self._next_message()))
                while True:
                    yield from self._take(self._receive(connection, deadline))
            except KeyboardInterrupt:
                # Now, because the connection is closed on the way out.
                self.cancel()
                raise
            finally:
                self._connection = None

    def _ticket(self) -> str:
        try:
            return self._rest.call("POST", "/ws-ticket", repeatable=True)["ticket"]
        except ServerRefused as error:
            if not is_repeatable(error):
                raise
            # No function was free: a question has more time than a single call.
            raise QuorumUnreachable(error.message) from error

    def _next_message(self) -> Frame:
        if self._order.last < 0:
            return {"action": "ask", **self._question}
        return {"action": "resume", "request_id": self.request_id, "after_seq": self._order.last}

    def _receive(self, connection: ClientConnection, deadline: float) -> Frame:
        """Returns the next frame that concerns the question, and asks for one again while none comes.

        Frames of other runs and of documents show that the connection lives, not that the server knows the
        question.
        """
        began = asked = heard = time.monotonic()
        while (now := time.monotonic()) < deadline:
            is_behind = self._order.has_gap or (self._order.last >= 0 and asked == began)
            due = asked + (GAP_S if is_behind else MORE_S)
            if now - heard > SILENCE_S:
                raise TimeoutError(f"nothing came for {SILENCE_S:g} s")
            if now >= due:
                connection.send(json.dumps(self._next_message()))
                asked = now
                continue
            with suppress(TimeoutError):
                frame = json.loads(connection.recv(timeout=due - now))
                if self._concerns(frame):
                    return frame
                heard = time.monotonic()
        raise TimeoutError("the time is over")

    def _concerns(self, frame: Frame) -> bool:
        """Returns whether a frame belongs to the question, or is an error that may be of its message."""
        if request_id := frame.get("request_id"):
            return request_id == self.request_id
        return "error" in frame or _is_gateway_failure(frame)

    def _take(self, frame: Frame) -> list[Frame]:
        if _is_gateway_failure(frame):
            raise QuorumUnreachable(f"the gateway could not deliver the message: {frame['message']}")
        if "error" in frame and "seq" not in frame:
            raise _refused(frame)
        ready = self._order.accept(frame)
        for item in ready:
            if "error" in item:
                raise _refused(item)
        return ready


def new_question(
    text: str,
    workspace_id: str,
    *,
    mode: Mode | None,
    models: Sequence[str],
    session_id: str = "",
    filters: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Returns the `ask` frame's fields, with a request id of its own."""
    question: dict[str, Any] = {"request_id": str(uuid.uuid4()), "workspace_id": workspace_id, "query": text}
    if mode:
        question["mode"] = mode
    if models:
        question["models"] = list(models)
    if session_id:
        question["session_id"] = session_id
    if filters:
        question["filters"] = dict(filters)
    return question


def _is_gateway_failure(frame: Frame) -> bool:
    return "connectionId" in frame and "message" in frame


def _refused(frame: Frame) -> ClientError:
    return ServerRefused(
        str(frame["error"]), remedy=str(frame.get("remedy") or ""), code=str(frame.get("code") or "")
    )
