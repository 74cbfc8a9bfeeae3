"""Topics that a service of AWS publishes to."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from stacks.constructs.library_types import fits


def told_by(scope: Construct, construct_id: str, *services: str) -> sns.Topic:
    """Returns a topic that speaks TLS only and that these services of the own account may publish to.

    A topic with a policy of its own, as the one against plain HTTP, has lost the default one: who
    publishes to it must be named.
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
