"""Start and stop executions of state machines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

from genai_core.adapters.aws.failures import Failures, code_of
from genai_core.errors import (
    InvalidInput,
    Misconfigured,
    Overloaded,
    QuorumError,
    Throttled,
    TimedOut,
    error_named,
)
from genai_core.ports.workflow_starter import Workflow

_FAILURES = Failures(
    operator="Check that the state machine is deployed and granted.",
    kinds={
        "ExecutionLimitExceeded": Throttled,
        "InvalidArn": Misconfigured,
        "InvalidExecutionInput": InvalidInput,
        "InvalidName": InvalidInput,
        "StateMachineDoesNotExist": Misconfigured,
        "ValidationException": InvalidInput,
    },
    retry_after_s=0.5,
)


class StepFunctionsWorkflowStarter:
    """Starts state machines.

    Args:
        client: For short calls.
        machines: State machine ARN by workflow; empty if this function may not start it.
        waiting_client: For `run`: one attempt, with a read timeout as long as a caller may wait.
    """

    def __init__(self, client: Any, machines: Mapping[str, str], *, waiting_client: Any) -> None:
        self._client = client
        self._machines = dict(machines)
        self._waiting = waiting_client

    def start(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> bool:
        with _FAILURES.translated(f"starting {workflow}"):
            try:
                self._client.start_execution(
                    stateMachineArn=self._arn(workflow), name=_allowed(name), input=json.dumps(payload)
                )
            except ClientError as error:
                if code_of(error) == "ExecutionAlreadyExists":
                    return False
                raise
        return True

    def run(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        with _FAILURES.translated(f"running {workflow}"):
            try:
                ended = self._waiting.start_sync_execution(
                    stateMachineArn=self._arn(workflow), name=_allowed(name), input=json.dumps(payload)
                )
            except ReadTimeoutError as error:
                raise TimedOut(f"{workflow} {name!r} did not end in time", remedy=_SOCKET) from error
        if ended["status"] == "TIMED_OUT":
            raise TimedOut(f"{workflow} {name!r} did not end in time", remedy=_SOCKET)
        if ended["status"] != "SUCCEEDED":
            raise _by_name(ended.get("error", ""), ended.get("cause", ""))
        return json.loads(ended["output"])

    def running(self, workflow: Workflow, limit: int) -> int:
        with _FAILURES.translated(f"counting executions of {workflow}"):
            page = self._client.list_executions(
                stateMachineArn=self._arn(workflow), statusFilter="RUNNING", maxResults=limit
            )
        return len(page["executions"])

    def stop(self, workflow: Workflow, name: str, reason: str) -> None:
        execution = f"{self._arn(workflow).replace(':stateMachine:', ':execution:')}:{_allowed(name)}"
        with _FAILURES.translated(f"stopping {workflow}"):
            try:
                self._client.stop_execution(executionArn=execution, error="Stopped", cause=reason)
            except ClientError as error:
                # It has ended, was never started, or is Express, which ends by itself.
                if code_of(error) not in (
                    "ExecutionDoesNotExist",
                    "StateMachineTypeNotSupported",
                    "InvalidArn",
                ):
                    raise

    def _arn(self, workflow: Workflow) -> str:
        arn = self._machines.get(workflow, "")
        if not arn:
            raise Misconfigured(
                f"this function has no state machine for {workflow!r}",
                remedy=f"Grant it `{workflow.split('_')[0]}:start` in the catalogue.",
            )
        return arn


_SOCKET = "Ask over the WebSocket: it has no such limit."


def _allowed(name: str) -> str:
    """Returns a name that Step Functions accepts: at most 80 characters of a limited set."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)[:80]


def _by_name(name: str, cause: str) -> QuorumError:
    message = _message(cause)
    return error_named(name, message) or Overloaded(f"{name or 'the workflow failed'}: {message}")


def _message(cause: str) -> str:
    """Returns the message of a function's error, which is wrapped in JSON, or the cause unchanged."""
    try:
        return str(json.loads(cause)["errorMessage"])
    except (ValueError, KeyError, TypeError):
        return cause
