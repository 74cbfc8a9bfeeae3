"""State machines of the project, run for real over functions that follow a script.

The functions run as the deployed ones do (the Lambda runtime client), so that their error names are
what the machine sees. A script says per function what it returns or raises, call by call.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stacks.constructs.state_machine_file import read_definition
from tests.contract.aws import Aws
from tests.contract.functions import ROLE, create_function

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 60.0

_HANDLER = """
import fcntl, json, os, time

def handle(event, context):
    folder = os.environ["SCRIPT_FOLDER"]
    name = os.environ["SCRIPT_NAME"]
    with open(os.path.join(folder, "calls.jsonl"), "a+") as calls:
        fcntl.flock(calls, fcntl.LOCK_EX)
        calls.seek(0)
        before = sum(json.loads(line)["name"] == name for line in calls)
        calls.write(json.dumps({"name": name, "event": event, "at": time.time()}) + "\\n")
    with open(os.path.join(folder, "script.json")) as script:
        steps = json.load(script)[name]
    step = steps[min(before, len(steps) - 1)]
    model = (event.get("model") or {}).get("model_id")
    step = next((own for own in step.get("by_model", []) if own["model"] == model), step)
    time.sleep(step.get("seconds", 0))
    if "error" in step:
        raise type(step["error"], (Exception,), {})(step.get("message", "scripted"))
    return step["result"]
"""


@dataclass(slots=True)
class Execution:
    """How an execution ended, and what it called."""

    status: str
    output: Any
    error: str
    cause: str
    calls: list[dict[str, Any]]

    def events_of(self, name: str) -> list[Any]:
        """Returns what a function was called with, in order."""
        return [call["event"] for call in self.calls if call["name"] == name]


@dataclass(slots=True)
class ScriptedMachine:
    """A deployed machine whose `${placeholders}` are scripted functions or given ARNs.

    Attributes:
        folder: Where script and calls are; shared with the functions' processes.
    """

    aws: Aws
    name: str
    folder: Path
    express: bool = True
    arn: str = ""
    given: dict[str, str] = field(default_factory=dict[str, str])

    def deploy(self) -> ScriptedMachine:
        """Creates the functions and the machine."""
        text = json.dumps(read_definition(ROOT / "statemachines" / f"{self.name}.yaml"))
        text = text.replace('"${batches_at_once}"', "8")
        suffix = uuid.uuid4().hex[:8]
        for placeholder in sorted(set(re.findall(r"\$\{(\w+)\}", text))):
            arn = self.given.get(placeholder) or self._function(placeholder)
            text = text.replace("${" + placeholder + "}", arn)
        created = self.aws.client("stepfunctions").create_state_machine(
            name=f"{self.name}-{suffix}",
            definition=text,
            roleArn=ROLE,
            type="EXPRESS" if self.express else "STANDARD",
        )
        self.arn = created["stateMachineArn"]
        return self

    def run(self, payload: dict[str, Any], script: dict[str, list[dict[str, Any]]]) -> Execution:
        """Runs the machine to its end."""
        (self.folder / "script.json").write_text(json.dumps(script))
        (self.folder / "calls.jsonl").write_text("")
        client = self.aws.client("stepfunctions")
        if self.express:
            ended = client.start_sync_execution(stateMachineArn=self.arn, input=json.dumps(payload))
        else:
            started = client.start_execution(stateMachineArn=self.arn, input=json.dumps(payload))
            ended = self._await(started["executionArn"])
        calls = [json.loads(line) for line in (self.folder / "calls.jsonl").read_text().splitlines()]
        return Execution(
            status=ended["status"],
            output=json.loads(ended["output"]) if ended.get("output") else None,
            error=ended.get("error", ""),
            cause=ended.get("cause", ""),
            calls=calls,
        )

    def _await(self, execution_arn: str) -> dict[str, Any]:
        deadline = time.monotonic() + LIMIT_S
        while time.monotonic() < deadline:
            ended = self.aws.client("stepfunctions").describe_execution(executionArn=execution_arn)
            if ended["status"] != "RUNNING":
                return ended
            time.sleep(0.05)
        raise TimeoutError(f"{execution_arn} is still running after {LIMIT_S} s")

    def _function(self, name: str) -> str:
        variables = {"SCRIPT_FOLDER": str(self.folder), "SCRIPT_NAME": name}
        return create_function(self.aws, name, _HANDLER, variables)
