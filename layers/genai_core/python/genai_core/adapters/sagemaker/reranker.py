"""A cross-encoder behind a SageMaker endpoint: the container of `sagemaker_models/ms_marco_minilm_l6_v2`."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from genai_core.adapters.sagemaker.failures import SAGEMAKER
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.log_odds import log_odds
from genai_core.errors import Overloaded

MAX_TEXTS = 200
MAX_TEXT_CHARS = 20_000
"""What the container takes at once; see its `inference.py`."""


class SageMakerReranker:
    """Implements Reranker: sends `{"question", "texts"}` and reads `{"scores"}`, likelihoods from 0 to 1.

    Args:
        endpoint: The endpoint's name, or `endpoint/inference-component`.
        client: A `sagemaker-runtime` client whose timeouts fit into the reranker's budget.
    """

    def __init__(self, endpoint: str, client: Any) -> None:
        self._endpoint, _, self._component = endpoint.partition("/")
        self._client = client

    def score(
        self,
        workspace_id: WorkspaceId,  # noqa: ARG002  (the model knows no workspaces)
        question: str,
        candidates: Sequence[EmbeddedChunk],
    ) -> list[float]:
        texts = [found.chunk.searchable_text[:MAX_TEXT_CHARS] for found in candidates]
        scores: list[float] = []
        for start in range(0, len(texts), MAX_TEXTS):
            scores += self._ask(question, texts[start : start + MAX_TEXTS])
        return log_odds(scores)

    def _ask(self, question: str, texts: list[str]) -> list[float]:
        call: dict[str, Any] = {
            "EndpointName": self._endpoint,
            "ContentType": "application/json",
            "Accept": "application/json",
            "Body": json.dumps({"question": question, "texts": texts}).encode(),
        }
        if self._component:
            call["InferenceComponentName"] = self._component
        with SAGEMAKER.translated(f"the endpoint {self._endpoint!r}"):
            body = self._client.invoke_endpoint(**call)["Body"].read()
            return self._scores(json.loads(body), len(texts))

    def _scores(self, answer: Any, count: int) -> list[float]:
        scores = answer.get("scores") if isinstance(answer, dict) else None
        if not isinstance(scores, list) or len(scores) != count or not all(map(_is_finite, scores)):
            raise Overloaded(
                f"the endpoint {self._endpoint!r} answers {str(answer)!r:.80} to {count!r} texts",
                remedy="It must serve the reranker of sagemaker_models/ms_marco_minilm_l6_v2.",
            )
        return [float(score) for score in scores]


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
