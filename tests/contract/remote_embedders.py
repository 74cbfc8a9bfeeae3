"""Encoders that run elsewhere, behind servers that speak their wire format."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

import numpy as np
import urllib3

from genai_core.adapters.bedrock.embedder import BedrockEmbedder
from genai_core.adapters.memory.embedder import hashing_profile
from genai_core.adapters.openai.embedder import OpenAiEmbedder
from genai_core.adapters.sagemaker.embedder import SageMakerEmbedder
from genai_core.domain.identifiers import EncoderName
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.encoder_specs import EncoderSpec
from genai_core.ports.embedder import Embedder
from tests.contract.language_models import aws_runtime
from tests.servers.embedders import embedding_server
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name

REMOTE = ("sagemaker", "titan", "cohere-3", "cohere-4", "openai")
_MODELS = {
    "titan": "amazon.titan-embed-text-v2:0",
    "cohere-3": "cohere.embed-multilingual-v3",
    "cohere-4": "cohere.embed-v4:0",
}
_LENGTHS = {"titan": 512, "cohere-3": 1024, "cohere-4": 256}
Build = Callable[..., Embedder]


@contextmanager
def remote_embedders() -> Generator[tuple[LoopbackServer, Build]]:
    """Yields the server, and what builds an embedder by name and script."""
    with embedding_server() as server:

        def build(name: str, *, timeout_s: float = 5.0, **script: object) -> Embedder:
            target = script_name(**script)
            if name == "openai":
                spec = EncoderSpec(
                    name=EncoderName("o"),
                    provider="openai",
                    target=target,
                    endpoint=f"{server.address}/v1",
                    timeout_s=timeout_s,
                )
                return OpenAiEmbedder(spec, EncoderProfile(spec.name, 1536, 8191), pool=urllib3.PoolManager())
            if name == "sagemaker":
                client = aws_runtime("sagemaker-runtime", server.address, read_timeout_s=timeout_s)
                rarity = lambda ids: np.ones(len(ids), np.float32)  # noqa: E731
                return SageMakerEmbedder(target, client, hashing_profile(), lambda ids: ids, rarity)
            client = aws_runtime("bedrock-runtime", server.address, read_timeout_s=timeout_s)
            profile = EncoderProfile(EncoderName(name), _LENGTHS[name], 512)
            return BedrockEmbedder(f"{_MODELS[name]}/{target}", client, profile)

        yield server, build
