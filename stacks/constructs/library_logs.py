"""Logs of the functions that the library adds without one, such as the function that empties buckets."""

from __future__ import annotations

from aws_cdk import App, CfnResource, RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs

from stacks.constructs.library_types import fits


def keep_library_logs(app: App, retention: logs.RetentionDays) -> None:
    """Gives each such function a log that is deleted with it; Lambda would keep one of its own for ever."""
    for node in app.node.find_all():
        if not isinstance(node, CfnResource) or isinstance(node, lambda_.CfnFunction):
            continue
        if node.cfn_resource_type == "AWS::Lambda::Function" and (scope := node.node.scope):
            log = logs.LogGroup(fits(scope), "Log", retention=retention, removal_policy=RemovalPolicy.DESTROY)
            node.add_property_override("LoggingConfig", {"LogGroup": log.log_group_name})
