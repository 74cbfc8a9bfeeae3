"""The engines and encoders that an environment offers to its workspaces."""

from __future__ import annotations

from cdk_app.config.environment import EnvironmentConfig
from genai_core.domain.retrieval.encoder_specs import EncoderSpec
from stacks.constructs.backend_check import OfferedBackends

OUR_GRAPH = "our graph"
"""Functions and a SageMaker endpoint run the same graph, so either may replace the other."""


def offered_backends(config: EnvironmentConfig) -> OfferedBackends:
    """Returns engines and encoders by name, each with the identity that must not change under workspaces."""
    existing = config.search_endpoint and config.search_endpoint.url
    engines = {"postgresql": "a cluster of the environment" if config.database.aurora else "a given server"}
    if config.profiles.opensearch or existing:
        engines["opensearch"] = "a given endpoint" if existing else "a domain of the environment"
    if config.store:
        engines["store"] = config.store.name
    return OfferedBackends(engines=engines, encoders={spec.name: _encoder(spec) for spec in config.encoders})


def _encoder(spec: EncoderSpec) -> str:
    if spec.provider in ("onnx", "sagemaker"):
        return OUR_GRAPH
    dimensions = f" with {spec.dimensions} dimensions" if spec.dimensions else ""
    prefix = f", {spec.passage_prefix!r} in front" if spec.passage_prefix else ""
    return f"{spec.provider} {spec.target}{dimensions}{prefix}"
