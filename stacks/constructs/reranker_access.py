"""What the functions that rerank need of AWS, where a model of AWS does it."""

from __future__ import annotations

from aws_cdk import Stack

from stacks.constructs.permissions import Estate
from stacks.constructs.sagemaker.arns import endpoint_arns

SERVICES = {"bedrock": ("bedrock-agent-runtime",), "sagemaker": ("sagemaker.runtime",)}
"""Services that those functions call; without a way out of the network, each needs an endpoint in it."""


def reranker_estate(stack: Stack, *, reranker: str, target: str) -> Estate:
    """Returns the ARNs behind a reranker's target; none where it runs in the function itself."""
    if reranker == "bedrock":
        model = f"arn:{stack.partition}:bedrock:{stack.region}::foundation-model/{target}"
        named = target if target.startswith("arn:") else model
        return Estate(arns={"reranker_api": ("*",), "reranker_model": (named,)})
    if reranker == "sagemaker":
        return Estate(arns={"reranker_endpoint": endpoint_arns(stack, target)})
    return Estate()
