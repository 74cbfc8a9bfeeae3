"""The functions behind the models that CodeBuild packs, and behind JumpStart's, as AWS calls and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from stacks.constructs.at_deployment import create_hub_model as hub
from stacks.constructs.at_deployment import pack_models as archives
from tests.unit.stacks.cloudformation import IDS, CloudFormation, cloudformation

ARCHIVE = "s3://archives/model/0123/model.tar.gz"
PROPERTIES = {"Project": "quorum-dev-pack-model", "Archive": ARCHIVE}
LOG = "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2"
HUB_ARN = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/a-model/2.1.0"
DOCUMENT = {
    "HostingEcrUri": "763104351884.dkr.ecr.eu-west-1.amazonaws.com/djl-inference:0.38.0",
    "HostingArtifactUri": "s3://jumpstart-cache-prod-eu-west-1/a-model/",
    "HostingArtifactS3DataType": "S3Prefix",
    "HostingArtifactCompressionType": "None",
    "InferenceEnvironmentVariables": [
        {"Name": "SM_NUM_GPUS", "Type": "int", "Default": 1},
        {"Name": "ENDPOINT_SERVER_TIMEOUT", "Type": "int", "Default": 3600},
        {"Name": "UNSET", "Type": "text", "Default": None},
    ],
}
VALUES = {
    "Name": "quorum-hub",
    "Arn": HUB_ARN,
    "Role": "arn:aws:iam::111122223333:role/endpoint-access-role",
    "Isolated": "true",
    "AcceptsLicence": "true",
    "Environment": {"SM_NUM_GPUS": "2"},
}


@pytest.fixture
def formation() -> Iterator[CloudFormation]:
    with cloudformation() as running:
        yield running


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Stubber]]:
    """Clients that check each call and answer against AWS's own model of the service."""
    made = {
        name: boto3.client(name, region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")
        for name in ("codebuild", "s3", "sagemaker")
    }
    stubs = {name: Stubber(client) for name, client in made.items()}
    monkeypatch.setattr("boto3.client", lambda name: made[name])
    for stub in stubs.values():
        stub.activate()
    yield stubs
    for stub in stubs.values():
        stub.assert_no_pending_responses()


def start(aws: dict[str, Stubber], formation: CloudFormation, kind: str) -> list[dict[str, str]]:
    """Sends the event that starts a build, and returns the variables that the build was given."""
    called: list[dict[str, Any]] = []
    aws["codebuild"].add_response(
        "start_build", {}, {"projectName": PROPERTIES["Project"], "environmentVariablesOverride": ANY}
    )
    aws["codebuild"].client.meta.events.register(
        "provide-client-params.codebuild.StartBuild", lambda params, **_: called.append(params)
    )
    archives.handler(formation.event(kind, PROPERTIES), None)
    assert formation.answers == []
    return called[0]["environmentVariablesOverride"]


@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_the_end_of_a_build_answers_the_request_that_started_it(
    aws: dict[str, Stubber], formation: CloudFormation, kind: str
) -> None:
    variables = start(aws, formation, kind)
    end(aws, variables, "SUCCEEDED")
    (answer,) = formation.answers
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", ARCHIVE)
    assert answer["Data"] == {"ModelDataUrl": ARCHIVE}
    assert {name: answer[name] for name in IDS} == IDS


@pytest.mark.parametrize("status", ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"])
def test_a_build_that_fails_says_where_its_log_is(
    aws: dict[str, Stubber], formation: CloudFormation, status: str
) -> None:
    end(aws, start(aws, formation, "Create"), status)
    (answer,) = formation.answers
    assert answer["Status"] == "FAILED"
    assert status in answer["Reason"]
    assert LOG in answer["Reason"]


def end(aws: dict[str, Stubber], variables: list[dict[str, str]], status: str) -> None:
    image = {"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"}
    build = {
        "id": "quorum-dev-pack-model:1",
        "buildStatus": status,
        "environment": {**image, "environmentVariables": variables},
        "logs": {"deepLink": LOG},
    }
    aws["codebuild"].add_response("batch_get_builds", {"builds": [build]}, {"ids": ["arn:build"]})
    archives.handler({"source": "aws.codebuild", "detail": {"build-id": "arn:build"}}, None)


def test_a_build_that_somebody_started_by_hand_answers_nobody(
    aws: dict[str, Stubber], formation: CloudFormation
) -> None:
    end(aws, [{"name": "MODEL", "value": "model", "type": "PLAINTEXT"}], "FAILED")
    assert formation.answers == []


def test_a_build_that_cannot_start_is_reported_at_once(
    aws: dict[str, Stubber], formation: CloudFormation
) -> None:
    aws["codebuild"].add_client_error("start_build", "AccountLimitExceededException")
    archives.handler(formation.event("Create", PROPERTIES), None)
    (answer,) = formation.answers
    assert answer["Status"] == "FAILED"
    assert "AccountLimitExceeded" in answer["Reason"]


def test_an_archive_that_nothing_uses_is_deleted(aws: dict[str, Stubber], formation: CloudFormation) -> None:
    old = {"Bucket": "archives", "Key": "model/old/model.tar.gz"}
    aws["s3"].add_response("delete_object", {}, old)
    archives.handler(formation.event("Delete", PROPERTIES, "s3://archives/model/old/model.tar.gz"), None)
    archives.handler(formation.event("Delete", PROPERTIES, "never-made"), None)
    assert [answer["Status"] for answer in formation.answers] == ["SUCCESS", "SUCCESS"]


def describe(aws: dict[str, Stubber], arn: str, hub_name: str, version: dict[str, str]) -> None:
    content = {
        "HubContentName": "a-model",
        "HubContentArn": arn,
        "HubContentVersion": "2.1.0",
        "HubContentType": "Model",
        "DocumentSchemaVersion": "2.3.0",
        "HubName": hub_name,
        "HubArn": "arn:aws:sagemaker:eu-west-1:aws:hub/h",
        "HubContentDocument": json.dumps(DOCUMENT),
        "HubContentStatus": "Available",
        "CreationTime": 0,
    }
    asked = {"HubName": hub_name, "HubContentType": "Model", "HubContentName": "a-model", **version}
    aws["sagemaker"].add_response("describe_hub_content", content, asked)


def made(aws: dict[str, Stubber], data: dict[str, Any]) -> None:
    source = {
        "S3Uri": DOCUMENT["HostingArtifactUri"],
        "S3DataType": "S3Prefix",
        "CompressionType": "None",
        **data,
    }
    container = {
        "Image": DOCUMENT["HostingEcrUri"],
        "ModelDataSource": {"S3DataSource": source},
        "Environment": {"SM_NUM_GPUS": "2", "ENDPOINT_SERVER_TIMEOUT": "3600"},
    }
    asked = {
        "ModelName": ANY,
        "ExecutionRoleArn": VALUES["Role"],
        "EnableNetworkIsolation": True,
        "PrimaryContainer": container,
    }
    aws["sagemaker"].add_response(
        "create_model", {"ModelArn": "arn:aws:sagemaker:eu-west-1:1:model/m"}, asked
    )


def test_a_model_is_made_from_the_hub_s_description(
    aws: dict[str, Stubber], formation: CloudFormation
) -> None:
    describe(aws, HUB_ARN, "SageMakerPublicHub", {"HubContentVersion": "2.1.0"})
    made(aws, {"ModelAccessConfig": {"AcceptEula": True}})
    hub.handler(formation.event("Create", VALUES), None)
    (answer,) = formation.answers
    assert answer["Status"] == "SUCCESS", answer["Reason"]
    assert answer["Data"]["ModelName"] == answer["PhysicalResourceId"]
    assert answer["PhysicalResourceId"].startswith("quorum-hub-")


def test_a_private_hub_lends_its_access(aws: dict[str, Stubber], formation: CloudFormation) -> None:
    arn = "arn:aws:sagemaker:eu-west-1:111122223333:hub-content/ours/Model/a-model"
    describe(aws, arn, "ours", {})
    made(aws, {"HubAccessConfig": {"HubContentArn": arn}})
    hub.handler(
        formation.event("Update", {**VALUES, "Arn": arn, "AcceptsLicence": "false"}, "quorum-hub-old"), None
    )
    (answer,) = formation.answers
    assert answer["Status"] == "SUCCESS", answer["Reason"]
    assert answer["PhysicalResourceId"] != "quorum-hub-old"


def test_a_model_that_is_gone_is_deleted_and_another_refusal_is_reported(
    aws: dict[str, Stubber], formation: CloudFormation
) -> None:
    aws["sagemaker"].add_client_error("delete_model", "ValidationException", "Could not find model")
    hub.handler(formation.event("Delete", VALUES, "quorum-hub-old"), None)
    aws["sagemaker"].add_client_error("delete_model", "AccessDeniedException")
    hub.handler(formation.event("Delete", VALUES, "quorum-hub-old"), None)
    assert [answer["Status"] for answer in formation.answers] == ["SUCCESS", "FAILED"]
