"""What every workflow starter does; the machines of AWS are run for real."""

from __future__ import annotations

import json
import uuid
from typing import Any

import boto3
import pytest
from botocore.config import Config

from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.adapters.stepfunctions.workflow_starter import StepFunctionsWorkflowStarter
from genai_core.errors import Forbidden, Misconfigured, Overloaded, QuorumError, TimedOut
from genai_core.ports.workflow_starter import WorkflowStarter
from tests.contract.aws import REGION, Aws
from tests.contract.functions import ROLE, create_function

KEYS = {"region_name": REGION, "aws_access_key_id": "test", "aws_secret_access_key": "test"}
RAISING = """
def handle(event, context):
    raise type(event["raise"], (Exception,), {})("the message")
"""


def answer(payload: dict[str, Any]) -> dict[str, Any]:
    if "raise" in payload:
        kinds: dict[str, QuorumError] = {"Forbidden": Forbidden("the message")}
        raise kinds.get(payload["raise"], Overloaded("the message"))
    return {"echo": payload}


def machine(aws: Aws, kind: str, function_arn: str) -> str:
    definition = {
        "QueryLanguage": "JSONata",
        "StartAt": "Kind",
        "States": {
            "Kind": {
                "Type": "Choice",
                "Choices": [{"Condition": "{% $exists($states.input.raise) %}", "Next": "Raise"}],
                "Default": "Echo",
            },
            "Echo": {"Type": "Pass", "Output": {"echo": "{% $states.input %}"}, "End": True},
            "Raise": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": function_arn, "Payload": "{% $states.input %}"},
                "End": True,
            },
        },
    }
    created = aws.client("stepfunctions").create_state_machine(
        name=f"{kind}-{uuid.uuid4().hex[:8]}", definition=json.dumps(definition), roleArn=ROLE, type=kind
    )
    return str(created["stateMachineArn"])


@pytest.fixture(scope="module")
def machines(aws: Aws) -> dict[str, str]:
    function_arn = create_function(aws, "raising", RAISING)
    return {
        "answer_question": machine(aws, "EXPRESS", function_arn),
        "ingest_document": machine(aws, "STANDARD", function_arn),
    }


@pytest.fixture(params=["memory", "stepfunctions"])
def starter(request: pytest.FixtureRequest) -> WorkflowStarter:
    if request.param == "memory":
        return MemoryWorkflowStarter({"answer_question": answer, "ingest_document": answer})
    client = request.getfixturevalue("aws").client("stepfunctions")
    return StepFunctionsWorkflowStarter(client, request.getfixturevalue("machines"), waiting_client=client)


def name() -> str:
    return f"run-{uuid.uuid4().hex}"


def test_one_name_starts_one_execution(starter: WorkflowStarter) -> None:
    once = name()
    assert starter.start("ingest_document", once, {"n": 1}) is True
    assert starter.start("ingest_document", once, {"n": 1}) is False
    assert starter.start("ingest_document", name(), {"n": 1}) is True


def test_a_run_returns_its_output(starter: WorkflowStarter) -> None:
    assert starter.run("answer_question", name(), {"a": [1, "ü"]}) == {"echo": {"a": [1, "ü"]}}


def test_a_failed_run_raises_its_error_by_name(starter: WorkflowStarter) -> None:
    with pytest.raises(Forbidden, match="the message"):
        starter.run("answer_question", name(), {"raise": "Forbidden"})


def test_an_error_of_no_known_name_is_overloaded(starter: WorkflowStarter) -> None:
    with pytest.raises(Overloaded, match="the message"):
        starter.run("answer_question", name(), {"raise": "ZeroDivisionError"})


def test_a_workflow_nobody_configured_is_misconfigured(starter: WorkflowStarter) -> None:
    with pytest.raises(Misconfigured, match="delete_document"):
        starter.run("delete_document", name(), {})


def test_stopping_what_is_over_or_never_was_changes_nothing(starter: WorkflowStarter) -> None:
    once = name()
    starter.start("ingest_document", once, {})
    starter.stop("ingest_document", once, "done with it")
    starter.stop("ingest_document", name(), "never began")


def test_a_name_with_other_characters_is_taken(starter: WorkflowStarter) -> None:
    assert starter.start("ingest_document", f"{name()}/Ä {'x' * 100}", {}) is True


def test_a_machine_that_is_not_there_is_misconfigured(aws: Aws, machines: dict[str, str]) -> None:
    gone = {"ingest_document": machines["ingest_document"] + "-gone"}
    client = aws.client("stepfunctions")
    with pytest.raises(Misconfigured):
        StepFunctionsWorkflowStarter(client, gone, waiting_client=client).start("ingest_document", name(), {})


def test_a_run_that_ends_late_is_timed_out(aws: Aws) -> None:
    slow = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3, "End": True}}}
    client = aws.client("stepfunctions")
    arn = client.create_state_machine(
        name=f"slow-{uuid.uuid4().hex[:8]}", definition=json.dumps(slow), roleArn=ROLE, type="EXPRESS"
    )["stateMachineArn"]
    impatient = Config(read_timeout=1, retries={"total_max_attempts": 1}, inject_host_prefix=False)
    waiting = boto3.client("stepfunctions", endpoint_url=aws.endpoint_url, config=impatient, **KEYS)
    starter = StepFunctionsWorkflowStarter(client, {"answer_question": arn}, waiting_client=waiting)
    with pytest.raises(TimedOut, match="WebSocket"):
        starter.run("answer_question", name(), {})


def test_executions_count_as_running_until_they_end(aws: Aws) -> None:
    client = aws.client("stepfunctions")
    waits = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}
    arn = client.create_state_machine(
        name=f"waits-{uuid.uuid4().hex[:8]}", definition=json.dumps(waits), roleArn=ROLE, type="STANDARD"
    )["stateMachineArn"]
    starter = StepFunctionsWorkflowStarter(client, {"ingest_document": arn}, waiting_client=client)
    names = [name() for _ in range(3)]
    for each in names:
        starter.start("ingest_document", each, {})
    assert starter.running("ingest_document", 10) == 3
    assert starter.running("ingest_document", 2) == 2
    for each in names:
        starter.stop("ingest_document", each, "The test is over.")
    assert starter.running("ingest_document", 10) == 0


def test_a_memory_starter_counts_what_it_is_told_is_running() -> None:
    starter = MemoryWorkflowStarter({})
    assert starter.running("ingest_document", 10) == 0
    starter.busy["ingest_document"] = 12
    assert starter.running("ingest_document", 10) == 10
