"""Chooses the reranker."""

from __future__ import annotations

from pathlib import Path

from genai_core.ports.piece_statistics import PieceStatistics
from genai_core.ports.reranker import Reranker
from genai_core.settings import settings
from genai_core.wiring.aws import aws_client
from genai_core.wiring.embedding import question_embedder


def reranker(pieces: PieceStatistics) -> Reranker | None:
    """Returns what orders candidates, held to its time budget; None where nothing does.

    Args:
        pieces: How common word pieces are in the store that the candidates come from.
    """
    from genai_core.wrappers.limiting_reranker import LimitingReranker

    chosen = _chosen(pieces)
    return LimitingReranker(chosen, settings().reranker_timeout_s) if chosen else None


def _chosen(pieces: PieceStatistics) -> Reranker | None:
    match settings().reranker:
        case "onnx":
            from genai_core.adapters.onnx.reranker import OnnxReranker

            return OnnxReranker(Path(settings().require("reranker_target")))
        case "sagemaker":
            from genai_core.adapters.sagemaker.reranker import SageMakerReranker

            return SageMakerReranker(settings().require("reranker_target"), _runtime("sagemaker-runtime"))
        case "bedrock":
            from genai_core.adapters.bedrock.reranker import BedrockReranker

            return BedrockReranker(settings().require("reranker_target"), _runtime("bedrock-agent-runtime"))
        case "none":
            return None
        case _:
            from genai_core.domain.retrieval.late_interaction import match, pack
            from genai_core.usecases.rerank_by_tokens import RerankByTokens

            return RerankByTokens(question_embedder(), pieces, match, pack)


def _runtime(service: str) -> object:
    # One attempt: what a repetition could still gain, the fused order gives at once.
    return aws_client(service, read_timeout_s=settings().reranker_timeout_s, attempts=1)
