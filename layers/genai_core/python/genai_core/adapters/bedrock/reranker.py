"""Rerank by Amazon Bedrock's Rerank API: Amazon's and Cohere's cross-encoders without an endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genai_core.adapters.bedrock.failures import BEDROCK
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.log_odds import log_odds
from genai_core.errors import Overloaded

MAX_SOURCES = 1000
MAX_CHARS = 32_000
"""The API's limits for one request."""

_BLANK = "-"
"""The API rejects an empty text."""


class BedrockReranker:
    """Implements Reranker over `bedrock-agent-runtime`.

    Args:
        model: A model's id, as `amazon.rerank-v1:0` or `cohere.rerank-v3-5:0`, or its ARN.
        client: A `bedrock-agent-runtime` client whose timeouts fit into the reranker's budget.
    """

    def __init__(self, model: str, client: Any) -> None:
        self._model = model
        self._client = client

    def score(
        self,
        workspace_id: WorkspaceId,  # noqa: ARG002  (the model knows no workspaces)
        question: str,
        candidates: Sequence[EmbeddedChunk],
    ) -> list[float]:
        texts = [candidate.chunk.searchable_text[:MAX_CHARS] or _BLANK for candidate in candidates]
        scores: list[float] = []
        for start in range(0, len(texts), MAX_SOURCES):
            scores += self._ask(question[:MAX_CHARS], texts[start : start + MAX_SOURCES])
        return log_odds(scores)

    def _ask(self, question: str, texts: list[str]) -> list[float]:
        request, scores = self._request(question, texts), dict[int, float]()
        with BEDROCK.translated(f"the model {self._model!r}"):
            # Every page has at least one new result, so there are at most as many pages as texts.
            for _ in texts:
                answer = self._client.rerank(**request)
                rows = answer.get("results", ())
                scores |= {int(row["index"]): float(row["relevanceScore"]) for row in rows}
                if not answer.get("nextToken"):
                    break
                request["nextToken"] = answer["nextToken"]
        if set(scores) != set(range(len(texts))):
            raise Overloaded(f"the model {self._model!r} scored {len(scores)!r} of {len(texts)!r} texts")
        return [scores[index] for index in range(len(texts))]

    def _request(self, question: str, texts: list[str]) -> dict[str, Any]:
        return {
            "queries": [{"type": "TEXT", "textQuery": {"text": question}}],
            "sources": [
                {
                    "type": "INLINE",
                    "inlineDocumentSource": {"type": "TEXT", "textDocument": {"text": text}},
                }
                for text in texts
            ],
            "rerankingConfiguration": {
                "type": "BEDROCK_RERANKING_MODEL",
                "bedrockRerankingConfiguration": {
                    "modelConfiguration": {"modelArn": self._arn()},
                    "numberOfResults": len(texts),
                },
            },
        }

    def _arn(self) -> str:
        if self._model.startswith("arn:"):
            return self._model
        meta = self._client.meta
        return f"arn:{meta.partition}:bedrock:{meta.region_name}::foundation-model/{self._model}"
