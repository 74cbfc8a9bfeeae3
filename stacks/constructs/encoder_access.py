"""Permissions of the functions that embed, if an encoder runs outside them."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Stack

from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.sagemaker.arns import endpoint_arns

SERVICES = {"bedrock": ("bedrock-runtime",), "sagemaker": ("sagemaker.runtime",)}
"""Services that those functions call; without internet access, each needs an endpoint in the network."""


def encoder_registry(
    stack: Stack, *, models: Sequence[str], endpoints: Sequence[str], secrets: Sequence[str]
) -> ResourceRegistry:
    """Returns the ARNs of encoders: Bedrock models, SageMaker endpoints, and secrets by name."""
    foundation = f"arn:{stack.partition}:bedrock:{stack.region}::foundation-model/"
    vault = f"arn:{stack.partition}:secretsmanager:{stack.region}:{stack.account}:secret"
    arns = {
        "encoder_models": tuple(
            model if model.startswith("arn:") else foundation + model for model in models
        ),
        "encoder_endpoints": tuple(arn for endpoint in endpoints for arn in endpoint_arns(stack, endpoint)),
        "encoder_secrets": tuple(f"{vault}:{secret}-??????" for secret in secrets),
    }
    return ResourceRegistry(arns={target: target_arns for target, target_arns in arns.items() if target_arns})
