"""Calls of AWS and SQL are parts of the trace, under the id that the logs and the SQL session show."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from genai_core.adapters.pgvector.connection import Database
from local_runtime.servers.throwaway_postgres import PostgresAddress
from tests.contract.aws import REGION, Aws

ROOT = Path(__file__).resolve().parents[2]
TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
CALL = """
from lambdas.entry import entry
from lambdas.replay_question.handler import Request
from genai_core.domain.questions import Question
from genai_core.wiring import storage
from genai_core.wiring.engines import engine_parts

@entry(Request)
def handler(request):
    engine_parts().tokens.token_frequencies("w")
    storage.run_store().question(request.run_id)

class Context:
    function_name = "it"
try:
    handler({"run_id": "run-9", "request_id": "r"}, Context())
except Exception as error:
    print(type(error).__name__)
"""


def test_a_session_is_named_after_whom_it_works_for(postgres: PostgresAddress) -> None:
    asked = ["run-1"]
    database = Database(
        postgres.host, postgres.port, postgres.database, postgres.user, on_behalf_of=lambda: asked[0]
    )
    shown = "SHOW application_name"
    assert database.query(shown, ()) == [("run-1",)]
    asked[0] = "x" * 100
    assert database.read(lambda cursor: cursor.execute(shown).fetchall()) == [("x" * 63,)]
    asked[0] = ""
    assert database.query(shown, ()) == [("x" * 63,)]
    database.close()


@pytest.fixture
def daemon() -> Any:
    """Takes what X-Ray's daemon would."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.setblocking(False)
        yield listener


def parts(listener: socket.socket) -> dict[str, dict[str, Any]]:
    """Returns by name what has come: the process that sent it has ended."""
    segments: dict[str, dict[str, Any]] = {}
    with suppress(BlockingIOError):
        while True:
            sent = json.loads(listener.recv(65536).partition(b"\n")[2])
            segments |= {part["name"]: part for part in (sent, *sent.get("subsegments", []))}
    return segments


def test_sql_and_dynamodb_are_parts_of_the_trace(
    aws: Aws, postgres: PostgresAddress, daemon: socket.socket
) -> None:
    database = {"HOST": postgres.host, "PORT": str(postgres.port), "NAME": postgres.database}
    environment = {
        **aws.environment(),
        **{f"DATABASE_{name}": value for name, value in database.items()},
        **{"DATABASE_USER": postgres.user, "DATABASE_AUTH": "trust", "RUNS_TABLE": aws.create_table("runs")},
        **{"TRACING": "on", "POWERTOOLS_TRACE_DISABLED": "false", "LAMBDA_TASK_ROOT": str(ROOT)},
        **{"_X_AMZN_TRACE_ID": TRACE, "AWS_DEFAULT_REGION": REGION},
        "AWS_XRAY_DAEMON_ADDRESS": f"127.0.0.1:{daemon.getsockname()[1]}",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/genai_core/python'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", CALL], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert "NotFound" in done.stdout, done.stdout + done.stderr
    segments = parts(daemon)
    assert {"PostgreSQL", "dynamodb"} <= set(segments)
    assert segments["PostgreSQL"]["annotations"] == {"correlation_id": "run-9"}
    assert segments["dynamodb"]["aws"]["operation"] == "GetItem"
    (whole,) = (part for name, part in segments.items() if name.startswith("##"))
    assert whole["annotations"]["correlation_id"] == "run-9"
    assert whole["trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
