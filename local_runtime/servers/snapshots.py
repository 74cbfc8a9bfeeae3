"""Saves MiniStack's state while it runs, not only when it stops.

MiniStack saves on SIGTERM only; if a laptop is switched off or the process killed, everything since the last
start would be lost. Table items are in a journal, and users and secrets are saved, before the response is
sent; MiniStack itself writes objects at once. The rest, such as executions and queued messages, is written
after a second without requests, and every 20 seconds otherwise: after a crash that work is restarted from
tables and objects (`local_runtime.recovery`).
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from local_runtime.servers.state_files import write_state
from local_runtime.servers.table_journal import TableJournal

logger = logging.getLogger("snapshots")

LOOK_EVERY_S = 0.03
ALL_EVERY_S = 2.0
# Writing takes at most a tenth of the time, however large the state is and however busy the machine.
REST_FACTOR = 9.0
LONGEST_REST_S = 20.0
# Requests wait while a state is copied, so changes are collected for one snapshot.
QUIET_S = 1.0
_JOURNALLED = "dynamodb"
_READS = ("Get", "List", "Describe", "Query", "Scan", "BatchGet", "Receive")
# State that cannot be restored from anything else.
_SAVED_FIRST = {
    "AWSCognitoIdentityProviderService": "cognito",
    "secretsmanager": "secretsmanager",
    "AmazonSSM": "ssm",
}

Services = Mapping[str, Callable[[], Any]]


class Snapshots:
    """An ASGI application around MiniStack's, which saves state that requests may have changed.

    Args:
        services: Returns each service's state by name, as MiniStack would save it.
        persistence: The module `ministack.core.persistence`.
        forget: Deletes expired state.
    """

    def __init__(
        self,
        application: Any,
        *,
        services: Callable[[], Services],
        persistence: Any,
        journal: TableJournal,
        forget: Callable[[], None],
    ) -> None:
        self._application = application
        self._services, self._persistence = services, persistence
        self._journal, self._forget = journal, forget
        self._touched = False
        self._last_request_at = self._saved_at = self._rests_until = float("-inf")
        self._writing = threading.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or str(scope["path"]).startswith("/_ministack/"):
            await self._application(scope, receive, send)
            return
        service = _saved_first(dict(scope["headers"]))
        answer = _AnswerAfter(send, lambda: self._save_one(service)) if service else send
        await self._application(scope, receive, answer)
        self._last_request_at = time.monotonic()
        self._touched = True

    def run(self) -> None:
        """Saves repeatedly; runs in a separate thread."""
        while True:
            time.sleep(LOOK_EVERY_S)
            started = time.monotonic()
            try:
                self._journal.sync()
                if self._is_due(started):
                    self._touched = False
                    self._save_what_is_due()
                    self._saved_at = time.monotonic()
                    self._rests_until = self._saved_at + rest_s(self._saved_at - started)
            except (OSError, RuntimeError) as error:
                # A full disk, or a table created while it was copied: the next round may succeed.
                self._touched = True
                logger.error("not saved: %s", error)
                time.sleep(ALL_EVERY_S)

    def save_all(self, _services: Services) -> None:
        """Saves everything a last time, at the end."""
        self._forget()
        self._journal.checkpoint()
        self._save(without=(_JOURNALLED,))

    def _is_due(self, now: float) -> bool:
        is_quiet = now - self._last_request_at >= QUIET_S
        return self._touched and now >= (self._rests_until if is_quiet else self._saved_at + LONGEST_REST_S)

    def _save_what_is_due(self) -> None:
        self._forget()
        self._journal.checkpoint_if_due()
        self._save(without=(_JOURNALLED,))

    def _save(self, *, without: Collection[str]) -> None:
        # Snapshots must not overlap, the last one included.
        with self._writing:
            for name, get_state in self._services().items():
                if name not in without:
                    self._save_or_say(name, get_state)

    def _save_or_say(self, name: str, get_state: Callable[[], Any]) -> None:
        """Saves a service's state, and logs its error, so that the others are saved."""
        try:
            if (state := get_state()) is not None:
                write_state(self._persistence, name, state)
        except Exception as error:  # noqa: BLE001 - a full disk, a table made while it was copied, an odd value
            self._touched = True
            logger.error("the state of %s is not saved: %s", name, error)

    def _save_one(self, service: str) -> None:
        get_state = self._services().get(service)
        if get_state is None:
            return
        with self._writing:
            write_state(self._persistence, service, get_state())


class _AnswerAfter:
    """An ASGI `send` that saves before the response begins; a failed save becomes an error response."""

    def __init__(self, send: Any, save: Callable[[], None]) -> None:
        self._send, self._save = send, save
        self._failed = False

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            try:
                await asyncio.to_thread(self._save)
            except OSError as error:
                self._failed = True
                await self._refuse(error)
        if not self._failed:
            await self._send(message)

    async def _refuse(self, error: OSError) -> None:
        body = json.dumps({"__type": "InternalError", "message": str(error)}).encode()
        headers = [(b"content-type", b"application/x-amz-json-1.1")]
        await self._send({"type": "http.response.start", "status": 500, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def rest_s(took_s: float) -> float:
    """Returns the pause in seconds after a snapshot that took `took_s`."""
    return min(max(ALL_EVERY_S, REST_FACTOR * took_s), LONGEST_REST_S)


def _saved_first(headers: Mapping[bytes, bytes]) -> str:
    service, _, action = headers.get(b"x-amz-target", b"").decode("latin-1").partition(".")
    return "" if action.startswith(_READS) else _SAVED_FIRST.get(service, "")
