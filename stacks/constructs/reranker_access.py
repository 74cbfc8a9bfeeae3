"""Permissions of the functions that rerank, if an AWS model does it."""

from __future__ import annotations

from aws_cdk import Stack

from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.sagemaker.arns import endpoint_arns

SERVICES = {"bedrock": ("bedrock-agent-runtime",), "sagemaker": ("sagemaker.runtime",)}
"""Services that those functions call; without internet access, each needs an endpoint in the network."""


def reranker_registry(stack: Stack, *, reranker: str, target: str) -> ResourceRegistry:
    """Returns the ARNs of a reranker's target; none if it runs in the function itself."""
    if reranker == "bedrock":
        model = f"arn:{stack.partition}:bedrock:{stack.region}::foundation-model/{target}"
        named = target if target.startswith("arn:") else model
        return ResourceRegistry(arns={"reranker_api": ("*",), "reranker_model": (named,)})
    if reranker == "sagemaker":
        return ResourceRegistry(arns={"reranker_endpoint": endpoint_arns(stack, target)})
    return ResourceRegistry()
