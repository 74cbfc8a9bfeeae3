"""ARNs of a target: an endpoint, or `endpoint/inference-component`."""

from __future__ import annotations

from aws_cdk import Stack


def endpoint_arns(stack: Stack, target: str) -> tuple[str, ...]:
    """Returns the ARNs that a caller of the target must be allowed to invoke; IAM has them in lower case."""
    prefix = f"arn:{stack.partition}:sagemaker:{stack.region}:{stack.account}"
    endpoint, _, component = target.lower().partition("/")
    arns = (f"{prefix}:endpoint/{endpoint}",)
    return (*arns, f"{prefix}:inference-component/{component}") if component else arns
