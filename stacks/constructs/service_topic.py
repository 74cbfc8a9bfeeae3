"""Topics to which AWS services publish."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from stacks.constructs.library_types import fits


def service_topic(scope: Construct, construct_id: str, *services: str) -> sns.Topic:
    """Returns a TLS-only topic that these services may publish to, for this account only.

    `enforce_ssl` replaces the topic's default policy, so every publisher must be named.
    """
    topic = sns.Topic(scope, construct_id, enforce_ssl=True)
    for service in services:
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[fits(iam.ServicePrincipal(service))],
                resources=[topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(scope).account}},
            )
        )
    return topic
