"""With a key of the environment's own, whatever stores something names it; without, nothing does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdk_app.config.file import read_environment
from genai_core.errors import Misconfigured
from tests.infrastructure.assembly import Assembly, Resource
from tests.infrastructure.profiles import everything_config, write_config

STORES = {
    "AWS::S3::Bucket": 3,
    "AWS::DynamoDB::Table": 6,
    "AWS::SQS::Queue": 2,
    "AWS::SNS::Topic": 3,
    "AWS::Logs::LogGroup": 40,
    "AWS::RDS::DBCluster": 1,
    "AWS::OpenSearchService::Domain": 1,
}
"""Types of resources that store something, and how many there are at least."""
UNSHARED = {"Account"}
"""Stacks that belong to the account and not to an environment."""


def names_the_key(resource: Resource) -> bool:
    return "KeyArn" in json.dumps(resource.properties) or "Key961B73FD" in json.dumps(resource.properties)


@pytest.mark.parametrize("kind", STORES)
def test_every_resource_that_stores_something_names_the_key(everything: Assembly, kind: str) -> None:
    resources = [each for each in everything.resources(kind) if each.stack not in UNSHARED]
    assert len(resources) >= STORES[kind]
    assert [f"{each.stack}/{each.logical_id}" for each in resources if not names_the_key(each)] == []


def test_a_queue_has_one_kind_of_encryption(everything: Assembly) -> None:
    for queue in everything.resources("AWS::SQS::Queue"):
        assert "SqsManagedSseEnabled" not in queue.properties


def test_the_secret_of_the_database_is_kept_under_the_key(everything: Assembly) -> None:
    (cluster,) = everything.resources("AWS::RDS::DBCluster")
    assert cluster.properties["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in cluster.properties
    assert cluster.properties["MasterUserSecret"]["KmsKeyId"] == cluster.properties["KmsKeyId"]


def statements(everything: Assembly) -> dict[str, dict[str, Any]]:
    (key,) = everything.resources("AWS::KMS::Key")
    assert key.properties["EnableKeyRotation"] is True
    return {each.get("Sid", ""): each for each in key.properties["KeyPolicy"]["Statement"]}


def test_whoever_reads_or_sends_may_use_the_key_and_nobody_without_a_condition(everything: Assembly) -> None:
    granted = statements(everything)
    via = json.dumps(granted["ThroughServices"]["Condition"])
    for service in ("s3", "dynamodb", "sqs", "sns", "secretsmanager", "rds", "es"):
        assert f'"{service}.' in via
    assert "kms:CallerAccount" in via
    for sender in ("s3", "sns", "cloudwatch"):
        assert granted[f"From{sender.title()}"]["Principal"] == {"Service": f"{sender}.amazonaws.com"}
    assert "logs." in json.dumps(granted["Logs"]["Principal"])
    assert granted["Page"]["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    unbound = [each for each in granted.values() if "Condition" not in each]
    # The account itself, so that whoever administers it can.
    assert [":root" in json.dumps(each["Principal"]) for each in unbound] == [True]


def test_what_publishes_to_a_topic_may_use_its_key(everything: Assembly) -> None:
    allowed = json.dumps(list(statements(everything).values()))
    for policy in everything.resources("AWS::SNS::TopicPolicy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and "Service" in statement["Principal"]:
                assert statement["Principal"]["Service"] in allowed


def test_without_the_switch_there_is_no_key(cloud: Assembly) -> None:
    assert list(cloud.resources("AWS::KMS::Key")) == []
    assert not any("KmsKeyId" in each.properties for each in cloud.resources())


def test_an_emulator_gets_no_key(tmp_path: Any) -> None:
    document = everything_config()
    document["environments"]["local"]["storage"]["customer_key"] = True
    with pytest.raises(Misconfigured, match=r"storage\.customer_key is True"):
        read_environment("local", environment={}, path=write_config(tmp_path, document))
