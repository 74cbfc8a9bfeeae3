"""Hosting of an endpoint: on demand, or on instances that follow the load or a schedule."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from stacks.constructs.sagemaker.values import Hosting, Instances, OpenHours, Serverless
from stacks.constructs.strict_role import PolicyGrant, StrictRole

VARIANT = "all"


def variant(hosting: Hosting, model_name: str) -> sagemaker.CfnEndpointConfig.ProductionVariantProperty:
    """Returns the one variant of an endpoint."""
    if isinstance(hosting, Serverless):
        return sagemaker.CfnEndpointConfig.ProductionVariantProperty(
            variant_name=VARIANT,
            model_name=model_name,
            serverless_config=sagemaker.CfnEndpointConfig.ServerlessConfigProperty(
                memory_size_in_mb=hosting.memory_mb, max_concurrency=hosting.concurrency
            ),
        )
    return sagemaker.CfnEndpointConfig.ProductionVariantProperty(
        variant_name=VARIANT,
        model_name=model_name,
        initial_instance_count=hosting.least,
        instance_type=hosting.kind,
        initial_variant_weight=1,
    )


def scale(scope: Construct, endpoint: sagemaker.CfnEndpoint, name: str, hosting: Instances) -> None:
    """Scales the number of instances with the number of calls."""
    target = scaling.CfnScalableTarget(
        scope,
        "Capacity",
        service_namespace="sagemaker",
        resource_id=f"endpoint/{name}/variant/{VARIANT}",
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        min_capacity=hosting.least,
        max_capacity=hosting.most,
    )
    target.node.add_dependency(endpoint)
    metric = scaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty(
        predefined_metric_type="SageMakerVariantInvocationsPerInstance"
    )
    scaling.CfnScalingPolicy(
        scope,
        "Calls",
        policy_name=f"{name}-calls",
        policy_type="TargetTrackingScaling",
        scaling_target_id=target.ref,
        target_tracking_scaling_policy_configuration=scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
            predefined_metric_specification=metric,
            target_value=hosting.calls_a_minute,
            scale_in_cooldown=600,
            scale_out_cooldown=120,
        ),
    )


def open_and_close(scope: Construct, name: str, configuration: str, hours: OpenHours) -> None:
    """Creates the endpoint in the morning and deletes it in the evening; its configuration stays."""
    stack = Stack.of(scope)
    prefix = f"arn:{stack.partition}:sagemaker:{stack.region}:{stack.account}"
    access = StrictRole(
        scope,
        "Hours",
        service="scheduler.amazonaws.com",
        policy_grants=[
            PolicyGrant(
                actions=("sagemaker:CreateEndpoint", "sagemaker:DeleteEndpoint"),
                resources=(f"{prefix}:endpoint/{name.lower()}",),
            ),
            PolicyGrant(
                actions=("sagemaker:CreateEndpoint",),
                resources=(f"{prefix}:endpoint-config/*",),
                reason="CloudFormation names the configuration; each change makes one with another name.",
            ),
        ],
    )
    calls = {
        "Open": (hours.start, "createEndpoint", {"EndpointConfigName": configuration}),
        "Close": (hours.stop, "deleteEndpoint", {}),
    }
    for title, (hour, operation, more) in calls.items():
        scheduler.CfnSchedule(
            scope,
            title,
            flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
            schedule_expression=f"cron(0 {hour} ? * {hours.days} *)",
            schedule_expression_timezone=hours.time_zone,
            target=scheduler.CfnSchedule.TargetProperty(
                arn=f"arn:{stack.partition}:scheduler:::aws-sdk:sagemaker:{operation}",
                role_arn=access.role.role_arn,
                input=stack.to_json_string({"EndpointName": name, **more}),
                retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                    maximum_event_age_in_seconds=3600, maximum_retry_attempts=5
                ),
            ),
        )
