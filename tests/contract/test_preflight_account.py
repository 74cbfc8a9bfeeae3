"""The preflight asks a whole account, on the emulator."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.file import read_environment
from tests.contract.aws import REGION, Aws
from tools.preflight import account

ACCOUNT = "000000000000"


def findings(config: EnvironmentConfig, aws: Aws) -> dict[str, str]:
    return {each.subject: each.remedy for each in account.account_findings(config, aws.client, REGION)}


@pytest.fixture
def bootstrapped(aws: Aws) -> Any:
    """What `cdk bootstrap` leaves in an account."""
    ssm, iam = aws.client("ssm"), aws.client("iam")
    name = f"/cdk-bootstrap/{account.QUALIFIER}/version"
    ssm.put_parameter(Name=name, Value="21", Type="String", Overwrite=True)
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    roles = [f"cdk-{account.QUALIFIER}-{each}-role-{ACCOUNT}-{REGION}" for each in account.ROLES]
    for role in roles:
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=policy)
    yield ssm
    ssm.delete_parameter(Name=name)
    for role in roles:
        iam.delete_role(RoleName=role)


def test_an_account_that_was_never_used_is_told_to_be_bootstrapped(aws: Aws) -> None:
    problems = findings(read_environment("dev", environment={}), aws)
    assert f"aws://{ACCOUNT}/{REGION}" in problems["the account is not bootstrapped here"]
    missing = [subject for subject, remedy in problems.items() if "is missing" in subject and remedy]
    assert len(missing) == len(account.ROLES)


def test_a_bootstrapped_account_has_all_that_a_deployment_needs(aws: Aws, bootstrapped: Any) -> None:
    problems = findings(read_environment("dev", environment={}), aws)
    assert [(subject, remedy) for subject, remedy in problems.items() if remedy] == []
    assert f"account {ACCOUNT}" in problems
    assert any(subject.endswith("2 wanted") for subject in problems)


def test_an_old_bootstrap_too_few_zones_and_another_account_are_named(aws: Aws, bootstrapped: Any) -> None:
    bootstrapped.put_parameter(
        Name=f"/cdk-bootstrap/{account.QUALIFIER}/version", Value="5", Type="String", Overwrite=True
    )
    config = read_environment("dev", environment={}).model_copy(update={"account": "111122223333"})
    assert config.network
    config = config.model_copy(
        update={"network": config.network.model_copy(update={"availability_zones": 9})}
    )
    wrong = {subject: remedy for subject, remedy in findings(config, aws).items() if remedy}
    assert "The configuration names 111122223333." in wrong.values()
    assert "bootstrap version 5" in wrong
    assert any("availability_zones" in remedy for remedy in wrong.values())
