"""Runs MiniStack for a laptop: keeps its state, limits concurrent calls, refuses other sites' pages."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import uvicorn
from ministack import app as ministack
from ministack.core import lambda_runtime, persistence
from ministack.services import cloudformation, cloudwatch_logs, dynamodb, lambda_svc, s3, stepfunctions

from local_runtime.servers import account_limit, state_limits
from local_runtime.servers.concurrency_limiter import ConcurrencyLimiter
from local_runtime.servers.forked_functions import fork_functions
from local_runtime.servers.function_copies import make_patient
from local_runtime.servers.kept_objects import keep_objects
from local_runtime.servers.loopback_guard import LoopbackOnly, guard
from local_runtime.servers.parsed_expressions import remember_parsed
from local_runtime.servers.snapshots import Snapshots
from local_runtime.servers.table_journal import TableJournal
from local_runtime.servers.version_listings import encode_keys

ANY_NUMBER = 10_000
"""Executions that AWS runs at once, whatever the quota of functions is."""


class _AsIfByTls:
    """Marks every request as sent over TLS: policies refuse others, and the loopback needs none."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
        await self._application(scope, receive, send)


def _make_calls_wait(limiter: ConcurrencyLimiter) -> None:
    calls, executions = "_execute_function_dispatch", "_run_execution"
    steps = "_invoke_resource_with_timeout"
    setattr(lambda_svc, calls, limiter.for_calls(getattr(lambda_svc, calls)))
    setattr(stepfunctions, executions, limiter.for_executions(getattr(stepfunctions, executions)))
    setattr(stepfunctions, steps, limiter.for_steps(getattr(stepfunctions, steps)))


def _forget_old() -> None:
    state_limits.forget_executions(getattr(stepfunctions, "_executions"))  # noqa: B009 - MiniStack's own
    state_limits.forget_logs(getattr(cloudwatch_logs, "_log_groups"))  # noqa: B009
    state_limits.forget_stack_events(getattr(cloudformation, "_stack_events"))  # noqa: B009


def main() -> None:
    """Serves until SIGTERM."""
    if account_limit.VARIABLE in os.environ:
        account_limit.throttle_as_aws(lambda_svc)
        _make_calls_wait(ConcurrencyLimiter(executions=ANY_NUMBER))
    else:
        _make_calls_wait(ConcurrencyLimiter())
    make_patient(lambda_runtime)
    fork_functions(lambda_runtime)
    remember_parsed(dynamodb)
    versions = "_list_object_versions"
    setattr(s3, versions, encode_keys(getattr(s3, versions)))
    if persistence.PERSIST_STATE:
        keep_objects(s3)
        _save_while_running()
    if ministack.AUTH:
        ministack.app = _AsIfByTls(ministack.app)
    ministack.app = LoopbackOnly(ministack.app, os.environ["PAGE_ORIGINS"].split())
    # Each copy of a function fetches its calls from a port of its own.
    guard(BaseHTTPRequestHandler, ())
    _serve(ministack.app)


def _serve(application: Any) -> None:
    """Serves as MiniStack's own main does, but parses HTTP in C: a request costs a quarter less."""
    signal.signal(signal.SIGTERM, _leave)
    uvicorn.run(
        application,
        host=os.environ["BIND_HOST"],
        port=int(os.environ["GATEWAY_PORT"]),
        http="httptools",
        ws="websockets-sansio",
        # MiniStack loads and saves its state by these events.
        lifespan="on",
        access_log=False,
        log_level="warning",
        # MiniStack's answers have both headers.
        date_header=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=3,
        # API Gateway sends no pings, and a busy client could not answer them in time.
        ws_ping_interval=None,
    )


def _leave(*_: object) -> None:
    # Uvicorn raises the signal again once everything is saved.
    sys.exit(0)


def _save_while_running() -> None:
    # Otherwise the log would consist of one line per service and snapshot.
    logging.getLogger("persistence").setLevel(logging.WARNING)
    journal = TableJournal(Path(persistence.STATE_DIR), dynamodb, persistence)
    journal.attach()
    snapshots = Snapshots(
        ministack.app,
        services=ministack._build_persistence_save_dict,  # pyright: ignore[reportPrivateUsage]
        persistence=persistence,
        journal=journal,
        forget=_forget_old,
    )
    ministack.app = snapshots
    ministack.save_all = snapshots.save_all
    threading.Thread(target=snapshots.run, daemon=True, name="snapshots").start()


if __name__ == "__main__":
    main()
