"""A role whose policy is written in one place, with a reason for every wildcard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.constructs.library_types import fits
from stacks.constructs.reasons import explain, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyGrant:
    """Actions on resources; `reason` explains why a wildcard in them cannot be narrower."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    reason: str = ""


TRACES = PolicyGrant(
    actions=(
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
    ),
    resources=("*",),
    reason="Traces have no resource of their own.",
)


class StrictRole(Construct):
    """A service's role. Managed policies are not used: they allow every log group of the account.

    Raises:
        ValueError: A resource or action has a wildcard, and its policy grant has no reason.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, service: str, policy_grants: Iterable[PolicyGrant]
    ) -> None:
        super().__init__(scope, construct_id)
        grants = list(policy_grants)
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=fits(iam.ServicePrincipal(service)),
            description=f"{scope.node.id} of {Stack.of(self).stack_name}",
            inline_policies={
                "allowances": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(actions=list(each.actions), resources=list(each.resources))
                        for each in grants
                    ]
                )
            },
        )
        for each in grants:
            self._explain(each)

    def _explain(self, policy_grant: PolicyGrant) -> None:
        wildcards = [f"Action::{action}" for action in policy_grant.actions if "*" in action]
        named = (shown(self, resource) for resource in policy_grant.resources)
        wildcards += [f"Resource::{resource}" for resource in named if "*" in resource]
        if wildcards and not policy_grant.reason:
            raise ValueError(f"{wildcards} of {self.node.path} need a reason")
        explain(self.role, {f"AwsSolutions-IAM5[{finding}]": policy_grant.reason for finding in wildcards})
