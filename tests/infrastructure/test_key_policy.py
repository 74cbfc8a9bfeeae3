"""Whoever the templates let use an encrypted store may use its key as well, and nobody else may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.infrastructure.assembly import Assembly, Resource, as_list
from tests.infrastructure.resolved import resolved

REGION, ACCOUNT = "eu-west-1", "111122223333"
READ, WRITE = "kms:Decrypt", "kms:GenerateDataKey"
ENCRYPTED = {
    "AWS::S3::Bucket": "s3",
    "AWS::DynamoDB::Table": "dynamodb",
    "AWS::SQS::Queue": "sqs",
    "AWS::SNS::Topic": "sns",
    "AWS::OpenSearchService::Domain": "es",
    # The administrator's password of the database is a secret under the key.
    "AWS::RDS::DBCluster": "secretsmanager",
}
"""The service through which a store's users come to the key, by type of the store."""
ROLE = f"arn:aws:iam::{ACCOUNT}:role/one-of-ours"


@pytest.fixture(scope="module")
def policy(everything: Assembly) -> list[dict[str, Any]]:
    """Returns the statements of the key's policy, its references resolved."""
    (key,) = everything.resources("AWS::KMS::Key")
    return [_plain(everything, each) for each in key.properties["KeyPolicy"]["Statement"]]


def _plain(assembly: Assembly, value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(assembly, each) for each in value]
    if isinstance(value, dict) and not any(key == "Ref" or key.startswith("Fn::") for key in value):
        return {key: _plain(assembly, each) for key, each in value.items()}
    return resolved(assembly, value, region=REGION)


def allows(
    policy: list[dict[str, Any]], action: str, *, service: str = "", role: str = "", **context: str
) -> bool:
    """Tells whether a statement lets a service or a role use the key; the account's own one is left out.

    Args:
        context: Values of condition keys, `_` written for `:`.
    """
    values = {key.replace("_", ":", 1): value for key, value in context.items()}
    return any(
        _names(each["Principal"], service, role)
        and any(fnmatchcase(action, pattern) for pattern in as_list(each["Action"]))
        and all(
            any(fnmatchcase(values.get(key, ""), pattern) for pattern in as_list(patterns))
            for conditions in each.get("Condition", {}).values()
            for key, patterns in conditions.items()
        )
        for each in policy
    )


def _names(principal: dict[str, str], service: str, role: str) -> bool:
    return principal.get("Service") == service if service else bool(role) and principal.get("AWS") == "*"


def through(service: str, account: str = ACCOUNT) -> dict[str, str]:
    """Returns the context of a call that a service makes for a role of the account."""
    return {"kms_ViaService": f"{service}.{REGION}.amazonaws.com", "kms_CallerAccount": account}


def services_used(everything: Assembly) -> Iterator[tuple[str, str]]:
    """Yields each service whose stores are encrypted, with a role that may use it."""
    for role in everything.resources("AWS::IAM::Role"):
        for document in role.properties.get("Policies", []):
            for statement in document["PolicyDocument"]["Statement"]:
                for action in as_list(statement["Action"]):
                    if (service := action.partition(":")[0]) in ENCRYPTED.values():
                        yield service, role.logical_id


def test_every_role_that_uses_a_store_may_use_its_key_through_the_store_s_service(
    everything: Assembly, policy: list[dict[str, Any]]
) -> None:
    used = set(services_used(everything))
    stored = {service for kind, service in ENCRYPTED.items() if list(everything.resources(kind))}
    assert {service for service, _ in used} == stored == set(ENCRYPTED.values())
    for service, role in used:
        for action in (READ, WRITE):
            assert allows(policy, action, role=ROLE, **through(service)), f"{role} by {service}"


def senders(everything: Assembly) -> Iterator[tuple[str, Resource]]:
    """Yields each service that a store's own policy lets in, with that policy."""
    for kind in ("AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy"):
        for each in everything.resources(kind):
            for statement in each.properties["PolicyDocument"]["Statement"]:
                if statement["Effect"] == "Allow" and "Service" in statement["Principal"]:
                    yield statement["Principal"]["Service"], each


def test_every_service_that_a_store_s_policy_lets_in_may_use_the_key(
    everything: Assembly, policy: list[dict[str, Any]]
) -> None:
    statements = list(senders(everything))
    assert {service.partition(".")[0] for service, _ in statements} == {
        "s3",
        "sns",
        "cloudwatch",
        "cloudfront",
    }
    for service, store in statements:
        reads = store.type == "AWS::S3::BucketPolicy"
        source = f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1" if reads else f"arn:aws:x:::{service}"
        for action in (READ,) if reads else (READ, WRITE):
            assert allows(policy, action, service=service, aws_SourceAccount=ACCOUNT, aws_SourceArn=source)


def test_logs_are_written_with_the_key(everything: Assembly, policy: list[dict[str, Any]]) -> None:
    groups = [each for each in everything.resources("AWS::Logs::LogGroup") if "KmsKeyId" in each.properties]
    assert groups
    for group in groups:
        name = json.dumps(group.properties.get("LogGroupName", group.logical_id)).strip('"')
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{name}"
        context = {"kms_EncryptionContext:aws:logs:arn": arn}
        assert allows(policy, WRITE, service=f"logs.{REGION}.amazonaws.com", **context)


@pytest.mark.parametrize(
    ("service", "role", "context"),
    [
        ("", ROLE, {"kms_CallerAccount": ACCOUNT}),
        ("", ROLE, through("ssm")),
        ("", "arn:aws:iam::999999999999:role/a-stranger", through("s3", "999999999999")),
        ("s3.amazonaws.com", "", {"aws_SourceAccount": "999999999999"}),
        (
            "cloudfront.amazonaws.com",
            "",
            {"aws_SourceArn": "arn:aws:cloudfront::999999999999:distribution/E1"},
        ),
        ("lambda.amazonaws.com", "", {"aws_SourceAccount": ACCOUNT}),
    ],
    ids=["directly", "another-service", "a-stranger", "s3-of-a-stranger", "page-of-a-stranger", "not-listed"],
)
def test_nobody_else_may_use_the_key(
    policy: list[dict[str, Any]], service: str, role: str, context: dict[str, str]
) -> None:
    assert not allows(policy, READ, service=service, role=role, **context)
