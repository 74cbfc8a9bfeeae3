"""The alias that callers invoke; a new version takes over at once or by a canary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.constructs.library_types import fits
from stacks.constructs.strict_role import PolicyGrant, StrictRole

ALARM_STATES = PolicyGrant(
    actions=("cloudwatch:DescribeAlarms",),
    resources=("*",),
    reason="CodeDeploy looks alarms up by name, without a resource.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """How a new version takes over, and how many instances are provisioned.

    Attributes:
        way: `canary` sends the new version a tenth of the calls for five minutes, and rolls back if one
            fails.
        snap_start: Functions that Lambda starts from a snapshot taken after their imports.
        provisioned: Provisioned instances by function name.
    """

    way: Literal["at_once", "canary"] = "at_once"
    snap_start: frozenset[str] = frozenset()
    provisioned: Mapping[str, int] = field(default_factory=dict[str, int])

    def is_versioned(self, name: str) -> bool:
        """Returns whether callers get a published version rather than the latest code."""
        return self.way == "canary" or name in self.snap_start or name in self.provisioned


class LiveVersion(Construct):
    """The alias `live`, which a deployment moves to the function's newest version."""

    def __init__(
        self, scope: Construct, construct_id: str, *, function: lambda_.Function, name: str, release: Release
    ) -> None:
        super().__init__(scope, construct_id)
        self.alias = lambda_.Alias(
            self,
            "Alias",
            alias_name="live",
            version=fits(function.current_version),
            provisioned_concurrent_executions=release.provisioned.get(name),
        )
        if release.way == "canary":
            self._take_over_slowly(function, name)

    def _take_over_slowly(self, function: lambda_.Function, name: str) -> None:
        access = StrictRole(
            self,
            "Access",
            service="codedeploy.amazonaws.com",
            policy_grants=[
                PolicyGrant(
                    actions=(
                        "lambda:GetAlias",
                        "lambda:UpdateAlias",
                        "lambda:GetProvisionedConcurrencyConfig",
                    ),
                    resources=(function.function_arn, f"{function.function_arn}:live"),
                ),
                ALARM_STATES,
            ],
        )
        codedeploy.LambdaDeploymentGroup(
            self,
            "Canary",
            alias=self.alias,
            role=access.role.without_policy_updates(),
            deployment_config=codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES,
            alarms=[fits(self._errors(name))],
            auto_rollback=codedeploy.AutoRollbackConfig(deployment_in_alarm=True, failed_deployment=True),
        )

    def _errors(self, name: str) -> cloudwatch.Alarm:
        return cloudwatch.Alarm(
            self,
            "Errors",
            metric=self.alias.metric_errors(period=Duration.minutes(1)),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=f"{name} fails while a new version of it takes over: the old one comes back.",
        )
