"""Runs MiniStack and writes its state while it runs, not only when it is asked to end.

MiniStack saves on SIGTERM. A laptop is also switched off, and a process killed: then everything since
the last start would be gone. So what a request has changed is written a few hundredths of a second
later, service by service; each file is replaced in one step.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from typing import Any

from ministack import app as ministack
from ministack.core import persistence
from ministack.services import lambda_svc, stepfunctions

from cdk_app.local.places import Places

LOOK_EVERY_S = 0.03
# Writing takes at most a fifth of the time, however large the state has become.
REST_FACTOR = 4.0
ALL_EVERY_S = 2.0
_READS = ("Get", "List", "Describe", "Query", "Scan", "BatchGet", "Receive")
_SERVICES = {
    "DynamoDB": ("dynamodb",),
    "AWSStepFunctions": ("stepfunctions",),
    "AmazonSQS": ("sqs",),
    "AWSCognitoIdentityProviderService": ("cognito",),
}
# An object that arrives sends events on.
_OBJECTS = ("s3", "sns", "sqs")


class Snapshots:
    """An ASGI application around MiniStack's, which notes what may have changed, and saves it."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._changed: set[str] = set()
        self._touched = False
        self._writing = threading.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._application(scope, receive, send)
        if scope["type"] == "http" and not str(scope["path"]).startswith("/_ministack/"):
            self._touched = True
            self._changed.update(_changed_by(str(scope["method"]), dict(scope["headers"])))

    def run(self) -> None:
        """Saves again and again; for a thread of its own."""
        all_saved_at = 0.0
        while True:
            time.sleep(LOOK_EVERY_S)
            started = time.monotonic()
            changed, self._changed = self._changed, set()
            services: dict[str, Any] = ministack._build_persistence_save_dict()  # pyright: ignore[reportPrivateUsage]
            if self._touched and started - all_saved_at > ALL_EVERY_S:
                # State machines move on, and queues are read, without a request from outside.
                self._touched = False
                all_saved_at = started
                self.save(services)
            elif changed:
                self.save({name: services[name] for name in changed & services.keys()})
            time.sleep(min(REST_FACTOR * (time.monotonic() - started), ALL_EVERY_S))

    def save(self, services: Mapping[str, Any]) -> None:
        """Writes one snapshot at a time: the last one, at the end, must not meet another."""
        with self._writing:
            persistence.save_all(dict(services))


def _changed_by(method: str, headers: Mapping[bytes, bytes]) -> tuple[str, ...]:
    target = headers.get(b"x-amz-target", b"").decode("latin-1")
    if target:
        service, _, action = target.partition(".")
        reads = action.startswith(_READS)
        return () if reads else _SERVICES.get(service.partition("_")[0], ())
    return _OBJECTS if method in ("PUT", "POST", "DELETE") else ()


def _make_calls_wait(places: Places) -> None:
    calls, executions = "_execute_function_dispatch", "_run_execution"
    setattr(lambda_svc, calls, places.for_calls(getattr(lambda_svc, calls)))
    setattr(stepfunctions, executions, places.for_executions(getattr(stepfunctions, executions)))


def main() -> None:
    """Serves until SIGTERM."""
    # One line a service and snapshot would be all there is in the log.
    logging.getLogger("persistence").setLevel(logging.WARNING)
    snapshots = Snapshots(ministack.app)
    ministack.app = snapshots
    ministack.save_all = snapshots.save
    _make_calls_wait(Places())
    threading.Thread(target=snapshots.run, daemon=True, name="snapshots").start()
    ministack.main()


if __name__ == "__main__":
    main()
