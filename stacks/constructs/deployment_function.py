"""A function that runs only at deployment, for tasks without a CloudFormation resource."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aws_cdk import Duration, IgnoreMode, RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.reasons import explain
from stacks.constructs.strict_role import PolicyGrant, StrictRole

_CODE = Path(__file__).with_name("at_deployment")


def deployment_function(
    scope: Construct,
    *,
    module: str,
    purpose: str,
    policy_grants: Iterable[PolicyGrant],
    minutes: int = 2,
    log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
) -> lambda_.Function:
    """Returns the function of a module in `at_deployment`, with its own role and log."""
    log = logs.LogGroup(scope, "Log", retention=log_retention, removal_policy=RemovalPolicy.DESTROY)
    writes = PolicyGrant(
        actions=("logs:CreateLogStream", "logs:PutLogEvents"),
        resources=(log.log_group_arn,),
        reason="Log streams are named by Lambda; the group is this function's own.",
    )
    access = StrictRole(
        scope, "FunctionAccess", service="lambda.amazonaws.com", policy_grants=[writes, *policy_grants]
    )
    function = lambda_.Function(
        scope,
        "Function",
        description=purpose,
        code=lambda_.Code.from_asset(
            str(_CODE.parent),
            exclude=["/*", f"!/{_CODE.name}", "__pycache__"],
            ignore_mode=IgnoreMode.GIT,
        ),
        handler=f"{_CODE.name}.{module}.handler",
        runtime=lambda_.Runtime.PYTHON_3_13,
        architecture=lambda_.Architecture.ARM_64,
        timeout=Duration.minutes(minutes),
        role=access.role.without_policy_updates(),
        log_group=log,
    )
    explain(function, {"AwsSolutions-L1": "It is the Python of all functions."})
    return function
