"""Builds the stores, clients and workflows of this deployment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from genai_core.ports.connection_store import ConnectionStore
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.deleted_workspaces import DeletedWorkspaces
from genai_core.ports.evaluation_store import EvaluationStore
from genai_core.ports.event_sink import EventSink
from genai_core.ports.judgement_store import JudgementStore
from genai_core.ports.model_catalogue import ModelCatalogue
from genai_core.ports.run_store import RunStore
from genai_core.ports.token_buckets import TokenBuckets
from genai_core.ports.token_verifier import TokenVerifier
from genai_core.ports.usage_ledger import UsageLedger
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.settings import settings
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock

if TYPE_CHECKING:
    from genai_core.adapters.dynamodb.table import DynamoTable

SYNCHRONOUS_LIMIT_S = 25.0
"""The REST gateway and its functions give up after 29 s; 4 s are for a cold start and the checks before."""


@cache
def workspace_store() -> WorkspaceStore:
    """Returns the workspace store."""
    from genai_core.adapters.dynamodb.workspace_store import DynamoWorkspaceStore

    return DynamoWorkspaceStore(dynamo_table("workspaces_table"))


@cache
def deleted_workspaces() -> DeletedWorkspaces:
    """Returns the store of deleted workspaces that are not yet erased."""
    from genai_core.adapters.dynamodb.deleted_workspaces import DynamoDeletedWorkspaces

    return DynamoDeletedWorkspaces(dynamo_table("workspaces_table"))


@cache
def judgement_store() -> JudgementStore:
    """Returns the store of judgements and calibrations."""
    from genai_core.adapters.dynamodb.judgement_store import DynamoJudgementStore

    return DynamoJudgementStore(dynamo_table("workspaces_table"))


@cache
def evaluation_store() -> EvaluationStore:
    """Returns the store of published evaluation runs."""
    from genai_core.adapters.dynamodb.evaluation_store import DynamoEvaluationStore

    return DynamoEvaluationStore(dynamo_table("workspaces_table"))


@cache
def conversation_store() -> ConversationStore:
    """Returns the store of conversations."""
    from genai_core.adapters.dynamodb.conversation_store import DynamoConversationStore

    return DynamoConversationStore(dynamo_table("sessions_table"))


@cache
def run_store() -> RunStore:
    """Returns the run store."""
    from genai_core.adapters.dynamodb.run_store import DynamoRunStore

    return DynamoRunStore(dynamo_table("runs_table"), clock())


@cache
def connection_store() -> ConnectionStore:
    """Returns the store of connections and tickets."""
    from genai_core.adapters.dynamodb.connection_store import DynamoConnectionStore

    return DynamoConnectionStore(dynamo_table("connections_table"), clock())


@cache
def usage_ledger() -> UsageLedger:
    """Returns the usage ledger."""
    from genai_core.adapters.dynamodb.usage_ledger import DynamoUsageLedger

    return DynamoUsageLedger(dynamo_table("usage_table"), clock())


@cache
def event_sink() -> EventSink:
    """Returns the sink that sends frames to connections."""
    from genai_core.adapters.apigateway.event_sink import ApiGatewayEventSink

    management_url = settings().require("websocket_management_url")
    return ApiGatewayEventSink(aws_client("apigatewaymanagementapi", endpoint_url=management_url))


@cache
def workflow_starter() -> WorkflowStarter:
    """Returns the starter of state machines."""
    from genai_core.adapters.stepfunctions.workflow_starter import StepFunctionsWorkflowStarter

    here = settings()
    machines = {
        "answer_question": here.answer_state_machine_arn,
        "answer_question_replay": here.replay_state_machine_arn,
        "ingest_document": here.ingest_state_machine_arn,
        "delete_document": here.delete_state_machine_arn,
        "move_workspace": here.move_state_machine_arn,
    }
    # One attempt if a whole answer is awaited: a repeated call would run it twice.
    waiting = aws_client("stepfunctions", read_timeout_s=SYNCHRONOUS_LIMIT_S, attempts=1)
    return StepFunctionsWorkflowStarter(aws_client("stepfunctions"), machines, waiting_client=waiting)


@cache
def model_catalogue() -> ModelCatalogue:
    """Returns the model catalogue."""
    from genai_core.adapters.ssm.model_catalogue import SsmModelCatalogue

    parameter = settings().require("model_catalogue_parameter")
    return SsmModelCatalogue(aws_client("ssm"), parameter, clock())


@cache
def token_buckets() -> TokenBuckets:
    """Returns the token buckets that all functions share."""
    from genai_core.adapters.dynamodb.token_buckets import DynamoTokenBuckets

    return DynamoTokenBuckets(dynamo_table("runs_table"))


@cache
def token_verifier() -> TokenVerifier:
    """Returns the check of sign-in tokens."""
    from genai_core.adapters.cognito.token_verifier import CognitoTokenVerifier

    here = settings()
    return CognitoTokenVerifier(
        issuer=here.require("token_issuer"),
        client_id=here.require("token_client_id"),
        keys_url=here.require("token_keys_url"),
        clock=clock(),
    )


@cache
def dynamo_table(setting: str) -> DynamoTable:
    """Returns the table that a setting names."""
    from genai_core.adapters.dynamodb.table import DynamoTable

    return DynamoTable(aws_client("dynamodb"), settings().require(setting))
