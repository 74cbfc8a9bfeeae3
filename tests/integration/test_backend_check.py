"""A deployment that takes a workspace's engine or encoder away is refused, over a table of the real store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from cdk_app.config.environment import EnvironmentConfig, SearchEndpointConfig
from cdk_app.config.file import read_environment
from cdk_app.offered_backends import offered_backends
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.workspace_store import DynamoWorkspaceStore
from genai_core.domain.identifiers import EncoderName, UserId, WorkspaceId
from genai_core.domain.retrieval.encoder_specs import EncoderSpec
from genai_core.domain.workspaces import Move, Workspace
from stacks.constructs.at_deployment.check_backends import handler
from tests.contract.aws import Aws
from tests.unit.stacks.cloudformation import CloudFormation, cloudformation
from tools.preflight.workspaces import workspace_findings

CONTEXT = SimpleNamespace(log_stream_name="stream")
TITAN = EncoderSpec(name=EncoderName("titan"), provider="bedrock", target="amazon.titan-embed-text-v2:0")
ELSEWHERE = SearchEndpointConfig(url="https://search.example.org")


def config(**changes: Any) -> EnvironmentConfig:
    """Returns `dev` with an endpoint of OpenSearch and a second encoder, and changes to it."""
    config = read_environment("dev", environment={})
    both = {"search_endpoint": ELSEWHERE, "encoders": (*config.encoders, TITAN)}
    return config.model_copy(update={**both, **changes}).called("dev")


def properties(table: str, of: EnvironmentConfig) -> dict[str, Any]:
    offered = offered_backends(of)
    return {"Table": table, "Engines": dict(offered.engines), "Encoders": dict(offered.encoders)}


@pytest.fixture
def table(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table with a workspace on PostgreSQL, one on OpenSearch, one on its way there, and one of Titan's."""
    for name, value in aws.environment().items():
        monkeypatch.setenv(name, value)
    name = aws.create_table("workspaces")
    store = DynamoWorkspaceStore(DynamoTable(aws.client("dynamodb"), name))
    plain = Workspace(WorkspaceId("w-1"), "Plain", UserId("ann"), "2026-01-01T00:00:00Z", (UserId("bob"),))
    for each in (
        plain,
        replace(plain, workspace_id=WorkspaceId("w-2"), name="Searched", engine="opensearch"),
        replace(plain, workspace_id=WorkspaceId("w-3"), name="Moving", moving=Move("opensearch", "m")),
        replace(plain, workspace_id=WorkspaceId("w-4"), name="Embedded", encoder=EncoderName("titan")),
    ):
        store.create(each)
    return name


@pytest.fixture
def formation() -> Iterator[CloudFormation]:
    with cloudformation() as running:
        yield running


def deployed(
    formation: CloudFormation, table: str, to: EnvironmentConfig, since: EnvironmentConfig | None
) -> str:
    """Returns why the step fails; empty if it does not."""
    event = formation.event("Update" if since else "Create", properties(table, to), "it")
    if since:
        event["OldResourceProperties"] = properties(table, since)
    handler(event, CONTEXT)
    answer = formation.answers[-1]
    return answer["Reason"] if answer["Status"] == "FAILED" else ""


def test_an_engine_that_workspaces_are_on_or_move_to_stays(formation: CloudFormation, table: str) -> None:
    why = deployed(formation, table, config(search_endpoint=None), config())
    assert "The engine 'opensearch' would be removed, with 2 workspaces on it" in why
    assert "w-2 (Searched)" in why
    assert "w-3 (Moving)" in why
    assert "`quorum workspace move WORKSPACE --engine postgresql`" in why


def test_an_encoder_that_goes_or_becomes_another_model_is_refused(
    formation: CloudFormation, table: str
) -> None:
    first = config().encoders[:1]
    assert "The encoder 'titan' would be removed" in deployed(
        formation, table, config(encoders=first), config()
    )
    other = replace(TITAN, target="cohere.embed-multilingual-v3")
    why = deployed(formation, table, config(encoders=(*first, other)), config())
    assert "'bedrock cohere.embed-multilingual-v3' instead of 'bedrock amazon.titan-embed-text-v2:0'" in why
    assert "w-4 (Embedded)" in why


def test_the_same_graph_may_run_elsewhere_and_what_nobody_uses_may_go(
    formation: CloudFormation, table: str
) -> None:
    hosted = replace(config().encoders[0], provider="sagemaker", target="quorum-embedder")
    assert deployed(formation, table, config(encoders=(hosted, TITAN)), config()) == ""
    spare = replace(TITAN, name=EncoderName("spare"))
    assert deployed(formation, table, config(), config(encoders=(*config().encoders, spare))) == ""


def test_the_way_back_is_never_refused(formation: CloudFormation, table: str) -> None:
    without = config(search_endpoint=None)
    assert deployed(formation, table, config(), without) == ""
    # What was missing before the change is not its fault.
    assert deployed(formation, table, without, without) == ""


def test_a_first_check_counts_everything_that_is_missing(formation: CloudFormation, table: str) -> None:
    assert deployed(formation, table, config(), None) == ""
    why = deployed(formation, table, config(search_endpoint=None, encoders=config().encoders[:1]), None)
    assert "'opensearch'" in why
    assert "'titan'" in why


def test_deleting_the_step_asks_nothing(formation: CloudFormation) -> None:
    handler(formation.event("Delete", {"Table": "gone"}, "it"), CONTEXT)
    assert formation.answers[-1]["Status"] == "SUCCESS"


@pytest.fixture
def storage_stack(aws: Aws, table: str) -> Iterator[str]:
    """A stack with the table's name as output, and the step as it was deployed last."""
    step = {
        "Type": "Custom::OfferedBackends",
        "Condition": "Never",
        "Properties": properties(table, config()),
    }
    topic = {"Type": "AWS::SNS::Topic"}
    template = {
        "Conditions": {"Never": {"Fn::Equals": ["a", "b"]}},
        "Resources": {"Topic": topic, "Checked": step},
        "Outputs": {"WorkspacesTableName": {"Value": table}},
    }
    formation = aws.client("cloudformation")
    formation.create_stack(StackName="quorum-dev-storage", TemplateBody=json.dumps(template))
    formation.get_waiter("stack_create_complete").wait(
        StackName="quorum-dev-storage", WaiterConfig={"Delay": 1}
    )
    yield "quorum-dev-storage"
    formation.delete_stack(StackName="quorum-dev-storage")
    formation.get_waiter("stack_delete_complete").wait(
        StackName="quorum-dev-storage", WaiterConfig={"Delay": 1}
    )


def test_the_preflight_says_it_before_anything_is_deployed(aws: Aws, storage_stack: str) -> None:
    assert storage_stack
    (well,) = workspace_findings(config(), aws.client)
    assert (well.subject, well.remedy) == ("4 workspaces keep their engines and encoders", "")
    (finding,) = workspace_findings(config(search_endpoint=None), aws.client)
    assert "'opensearch' would be removed" in finding.subject
    assert "quorum workspace move" in finding.remedy


def test_an_environment_that_is_not_there_has_no_workspaces(aws: Aws) -> None:
    (finding,) = workspace_findings(config().called("nowhere"), aws.client)
    assert (finding.subject.split(":")[0], finding.remedy) == ("no workspaces yet", "")
