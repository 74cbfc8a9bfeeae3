"""The role with which a repository's GitHub workflow deploys this environment; no key is stored."""

from __future__ import annotations

from typing import Any

from aws_cdk import CfnOutput, DefaultStackSynthesizer, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks.constructs.library_types import fits
from stacks.constructs.reasons import explain, shown

GITHUB = "token.actions.githubusercontent.com"


class DeliveryStack(Stack):
    """A role that GitHub Actions jobs assume with their OIDC token; it may assume the bootstrap's roles.

    Args:
        repository: `owner/name`.
        environment: GitHub environment whose jobs may assume the role; its reviewers approve them.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, repository: str, environment: str, **stack: Any
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: delivery by GitHub Actions", **stack)
        provider = f"arn:{self.partition}:iam::{self.account}:oidc-provider/{GITHUB}"
        conditions = {
            "StringEquals": {
                f"{GITHUB}:aud": "sts.amazonaws.com",
                f"{GITHUB}:sub": f"repo:{repository}:environment:{environment}",
            }
        }
        qualifier = DefaultStackSynthesizer.DEFAULT_QUALIFIER
        bootstrap = f"arn:{self.partition}:iam::{self.account}:role/cdk-{qualifier}-*-{self.region}"
        role = iam.Role(
            self,
            "Deploy",
            role_name=f"{self.stack_name}-{self.region}",
            assumed_by=fits(iam.WebIdentityPrincipal(provider, conditions)),
            max_session_duration=Duration.hours(2),
            inline_policies={
                "bootstrap": iam.PolicyDocument(
                    statements=[iam.PolicyStatement(actions=["sts:AssumeRole"], resources=[bootstrap])]
                )
            },
        )
        explain(
            role,
            {
                f"AwsSolutions-IAM5[Resource::{shown(self, bootstrap)}]": "The CDK's bootstrap has one role "
                "for each step of a deployment, named by this pattern."
            },
        )
        CfnOutput(self, "DeployRoleArn", value=role.role_arn)
