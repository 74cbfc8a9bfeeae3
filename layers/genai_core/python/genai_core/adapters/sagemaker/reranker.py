"""Rerank by a SageMaker endpoint: the container of `sagemaker_models/ms_marco_minilm_l6_v2`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from genai_core.adapters.sagemaker.endpoint import SageMakerEndpoint
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.log_odds import log_odds
from genai_core.errors import Overloaded

MAX_TEXTS = 200
MAX_TEXT_CHARS = 20_000
"""The container's limits for one request; see its `inference.py`."""


class SageMakerReranker:
    """Implements Reranker: sends `{"question", "texts"}` and reads `{"scores"}`, probabilities from 0 to 1.

    Args:
        endpoint: The endpoint's name, or `endpoint/inference-component`.
        client: A `sagemaker-runtime` client whose timeouts fit into the reranker's budget.
    """

    def __init__(self, endpoint: str, client: Any) -> None:
        self._endpoint = SageMakerEndpoint(endpoint, client)

    def score(
        self,
        workspace_id: WorkspaceId,  # noqa: ARG002  (the model knows no workspaces)
        question: str,
        candidates: Sequence[EmbeddedChunk],
    ) -> list[float]:
        texts = [candidate.chunk.searchable_text[:MAX_TEXT_CHARS] for candidate in candidates]
        scores: list[float] = []
        for start in range(0, len(texts), MAX_TEXTS):
            scores += self._ask(question, texts[start : start + MAX_TEXTS])
        return log_odds(scores)

    def _ask(self, question: str, texts: list[str]) -> list[float]:
        answer = self._endpoint.ask({"question": question, "texts": texts})
        scores = answer.get("scores") if isinstance(answer, dict) else None
        if not isinstance(scores, list) or len(scores) != len(texts) or not all(map(_is_finite, scores)):
            raise Overloaded(
                f"{self._endpoint.label} returned {str(answer)!r:.80} for {len(texts)} texts",
                remedy="It must serve the reranker of sagemaker_models/ms_marco_minilm_l6_v2.",
            )
        return [float(score) for score in scores]


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
