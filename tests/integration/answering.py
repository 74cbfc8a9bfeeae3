"""Both state machines that answer questions, on an emulator, under Lambda's runtime client.

Search may be scripted, or be that of a database that runs.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from genai_core.adapters.dynamodb.run_store import DynamoRunStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.workspace_store import DynamoWorkspaceStore
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.chat.run_identity import new_run_id
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.questions import Question
from genai_core.domain.workspaces import Workspace
from stacks.constructs.state_machine_file import read_definition
from tests.contract.aws import Aws
from tests.contract.functions import ROLE, create_function

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / ".build" / "model"
ANN, SPACE = UserId("ann"), WorkspaceId("w")
QUESTION = "When was the Eiffel Tower completed?"
TEXT = "The Eiffel Tower was completed in 1889."
CANDIDATE = {"chunk_id": "c1", "score": 0.5}
CHUNK = {"chunk_id": "c1", "document_id": "d", "ordinal": 0, "text": TEXT, "title": "Tower"}
SCRIPTED = {
    "search_dense": {"candidates": [CANDIDATE]},
    "search_lexical": {"candidates": []},
    "fuse_passages": {"passages": [{"chunk": CHUNK, "score": 1.0}], "degraded": []},
    "expand_question": {},
}
LIMIT_S = 120.0
_TIMED = """
import json, time
from lambdas.{name}.handler import handler
def handle(event, context):
    began = time.time()
    try:
        return handler(event, context)
    finally:
        with open({log!r}, "a") as log:
            log.write(json.dumps([{name!r}, time.time() - began]) + "\\n")
"""


@dataclass
class AnsweringStack:
    """Tables, functions and both machines on an emulator."""

    aws: Aws
    tables: dict[str, str]
    machines: dict[str, str]

    def table(self, name: str) -> DynamoTable:
        return DynamoTable(self.aws.client("dynamodb"), self.tables[name])

    @property
    def runs(self) -> DynamoRunStore:
        return DynamoRunStore(self.table("runs"), SystemClock())

    def items(self, table: str, *, of_run: str = "") -> list[dict[str, Any]]:
        """Returns what DynamoDB keeps, attribute by attribute as it keeps it."""
        items = self.aws.client("dynamodb").scan(TableName=self.tables[table])["Items"]
        kept = [item for item in items if not of_run or item.get("run_id", {}).get("S") == of_run]
        return sorted(kept, key=lambda item: json.dumps(item, sort_keys=True, default=str))

    def log_lines(self, run_id: str) -> list[dict[str, Any]]:
        """Returns the lines that functions logged under the run."""
        logs = self.aws.client("logs")
        groups = [group["logGroupName"] for group in logs.describe_log_groups(limit=50)["logGroups"]]
        events = [
            event["message"]
            for group in groups
            for event in logs.filter_log_events(logGroupName=group, limit=10000)["events"]
        ]
        lines = [json.loads(text) for text in events if text.startswith("{")]
        return [line for line in lines if line.get("correlation_id") == run_id]

    def ask(self, run_id: str) -> dict[str, Any]:
        """Runs the Express machine."""
        ended = self.aws.client("stepfunctions").start_sync_execution(
            stateMachineArn=self.machines["answer_question"], input=json.dumps({"run_id": run_id})
        )
        assert ended["status"] == "SUCCEEDED", (ended.get("error"), ended.get("cause"))
        return json.loads(ended["output"])

    def replay(self, run_id: str, name: str) -> dict[str, Any]:
        """Starts the Standard machine and waits for it."""
        client = self.aws.client("stepfunctions")
        started = client.start_execution(
            stateMachineArn=self.machines["answer_question_replay"],
            name=name,
            input=json.dumps({"run_id": run_id}),
        )
        until = time.monotonic() + LIMIT_S
        while time.monotonic() < until:
            ended = client.describe_execution(executionArn=started["executionArn"])
            if ended["status"] != "RUNNING":
                return ended
            time.sleep(0.1)
        raise TimeoutError(name)

    def store_question(self, **changes: Any) -> RunId:
        """Stores a question of Ann's, as an endpoint does."""
        run_id = new_run_id(SystemClock().now())
        asked = {"connection_id": "gone", **changes}
        self.runs.create(Question(run_id, f"r-{run_id}", SPACE, SessionId("s-1"), ANN, QUESTION, **asked))
        return run_id


def deployed(
    aws: Aws,
    folder: Path,
    *,
    scripted: Mapping[str, Any] = SCRIPTED,
    variables: Mapping[str, str] | None = None,
) -> AnsweringStack:
    """Returns tables, functions and machines, with Ann's workspace.

    Args:
        folder: Gets `calls.jsonl`, a line for each call of a function that is not scripted: name, seconds.
        scripted: What functions return instead of being run.
    """
    if not (MODEL / "model.onnx").is_file():
        pytest.skip("the encoder is not built: run `make build`")
    names = ("workspaces", "documents", "sessions", "runs", "usage")
    tables = {name: aws.create_table(name) for name in names}
    parameter = f"/quorum/{uuid.uuid4().hex[:8]}"
    models = [asdict(ModelSpec(ModelId(name), name, "extractive")) for name in ("first", "second")]
    aws.client("ssm").put_parameter(Name=parameter, Value=json.dumps(models), Type="String")
    environment = {
        **aws.environment(),
        **{f"{name.upper()}_TABLE": table for name, table in tables.items()},
        "DOCUMENTS_BUCKET": aws.create_bucket(),
        "MODEL_CATALOGUE_PARAMETER": parameter,
        "WEBSOCKET_MANAGEMENT_URL": f"{aws.endpoint_url}/_aws/execute-api/none/live",
        "EMBEDDER_PATH": str(MODEL),
        "VERIFIER_PATH": str(ROOT / ".build" / "verifier"),
        "POWERTOOLS_SERVICE_NAME": "quorum",
        "POWERTOOLS_TRACE_DISABLED": "true",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'genai_core' / 'python'}",
        **(variables or {}),
    }
    definitions = {
        name: json.dumps(read_definition(ROOT / "statemachines" / f"{name}.yaml"))
        for name in ("answer_question", "answer_question_replay")
    }
    used = sorted(set(re.findall(r"\$\{(\w+)\}", "".join(definitions.values()))))
    arns: dict[str, str] = {}
    for name in used:
        source = _TIMED.format(name=name, log=str(folder / "calls.jsonl"))
        if name in scripted:
            source = f"def handle(event, context):\n    return {scripted[name]!r}\n"
        arns[name] = create_function(aws, name, source, environment)
    machines = {name: _machine(aws, name, text, arns) for name, text in definitions.items()}
    stack = AnsweringStack(aws, tables, machines)
    DynamoWorkspaceStore(stack.table("workspaces")).create(
        Workspace(SPACE, "Space", ANN, "2026-01-01T00:00:00+00:00")
    )
    return stack


def _machine(aws: Aws, name: str, text: str, arns: Mapping[str, str]) -> str:
    created = aws.client("stepfunctions").create_state_machine(
        name=f"{name}-{uuid.uuid4().hex[:8]}",
        definition=re.sub(r"\$\{(\w+)\}", lambda match: arns[match[1]], text),
        roleArn=ROLE,
        type="STANDARD" if name.endswith("_replay") else "EXPRESS",
    )
    return str(created["stateMachineArn"])
