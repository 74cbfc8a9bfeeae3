"""Chooses the reranker."""

from __future__ import annotations

from pathlib import Path

from genai_core.ports.embedder import Embedder
from genai_core.ports.reranker import Reranker
from genai_core.ports.token_statistics import TokenStatistics
from genai_core.settings import settings
from genai_core.wiring.aws import aws_client


def reranker(embedder: Embedder, tokens: TokenStatistics) -> Reranker | None:
    """Returns the reranker with its time limit; None if there is none.

    Args:
        embedder: What embeds the question; its token vectors are compared.
        tokens: How common tokens are in the store that the candidates come from.
    """
    from genai_core.wrappers.timed_reranker import TimedReranker

    chosen = _chosen(embedder, tokens)
    return TimedReranker(chosen, settings().retrieval.reranker_timeout_s) if chosen else None


def _chosen(embedder: Embedder, tokens: TokenStatistics) -> Reranker | None:
    match settings().retrieval.reranker:
        case "onnx":
            from genai_core.adapters.onnx.reranker import OnnxReranker

            return OnnxReranker(Path(settings().require("retrieval.reranker_target")))
        case "sagemaker":
            from genai_core.adapters.sagemaker.reranker import SageMakerReranker

            return SageMakerReranker(
                settings().require("retrieval.reranker_target"), _runtime("sagemaker-runtime")
            )
        case "bedrock":
            from genai_core.adapters.bedrock.reranker import BedrockReranker

            return BedrockReranker(
                settings().require("retrieval.reranker_target"), _runtime("bedrock-agent-runtime")
            )
        case "none":
            return None
        case _:
            from genai_core.usecases.retrieval.rerank_by_tokens import RerankByTokens

            return RerankByTokens(embedder, tokens)


def _runtime(service: str) -> object:
    # One attempt: without a result in time the fused order is kept, which is better than waiting.
    return aws_client(service, read_timeout_s=settings().retrieval.reranker_timeout_s, attempts=1)
