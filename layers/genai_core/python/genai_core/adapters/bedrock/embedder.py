"""Encoders of Amazon Bedrock: Titan Text Embeddings V2, and Cohere Embed 3 and 4."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.adapters.bedrock.failures import BEDROCK
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind
from genai_core.domain.retrieval.received_vectors import unit_vectors
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Overloaded

MAX_CHARS = {"titan": 50_000, "cohere-3": 2_048, "cohere-4": 100_000}
COHERE_TEXTS = 96
"""The models' limits for one request; Titan takes one text."""
_CALLS_AT_ONCE = 8
_BLANK = "-"
"""The models reject an empty text."""
_INPUT_TYPES = {"query": "search_query", "passage": "search_document"}


class BedrockEmbedder:
    """An Embedder over `bedrock-runtime`; gives no token vectors.

    Args:
        model: A model's id or ARN, as `amazon.titan-embed-text-v2:0` or `cohere.embed-multilingual-v3`.
    """

    def __init__(self, model: str, client: Any, profile: EncoderProfile) -> None:
        self.profile = profile
        self._model, self._client = model, client
        self._family = _family(model)

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        most, prefix = MAX_CHARS[self._family], self.profile.prefix(kind)
        asked = [(prefix + text)[:most].encode("utf-8", "replace").decode() or _BLANK for text in texts]
        size = 1 if self._family == "titan" else COHERE_TEXTS
        batches = [asked[start : start + size] for start in range(0, len(asked), size)]
        with ThreadPoolExecutor(_CALLS_AT_ONCE) as calls:
            answers = list(calls.map(partial(self._ask, kind=kind), batches))
        return unit_vectors([row for rows in answers for row in rows], len(asked), self.profile)

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        return self.embed(texts, kind), [TokenVectors.none(self.profile.dimensions) for _ in texts]

    def _ask(self, texts: list[str], kind: TextKind) -> list[Any]:
        with BEDROCK.translated(f"the model {self._model!r}"):
            answer = self._client.invoke_model(
                modelId=self._model,
                contentType="application/json",
                accept="application/json",
                body=json.dumps(self._request(texts, kind)).encode(),
            )
            body = answer["body"].read()
        try:
            fields = json.loads(body)
            embeddings = [fields["embedding"]] if self._family == "titan" else fields["embeddings"]
            rows = embeddings["float"] if isinstance(embeddings, dict) else embeddings
        except (ValueError, KeyError, TypeError) as error:
            raise Overloaded(f"the model {self._model!r} returned no vectors: {error!r}") from error
        if len(rows) != len(texts):
            raise Overloaded(f"the model {self._model!r} returned {len(rows)} vectors for {len(texts)} texts")
        return rows

    def _request(self, texts: list[str], kind: TextKind) -> dict[str, Any]:
        if self._family == "titan":
            return {"inputText": texts[0], "dimensions": self.profile.dimensions, "normalize": True}
        request: dict[str, Any] = {"texts": texts, "input_type": _INPUT_TYPES[kind], "truncate": "END"}
        if self._family == "cohere-4":
            request |= {
                "truncate": "RIGHT",
                "embedding_types": ["float"],
                "output_dimension": self.profile.dimensions,
            }
        return request


def _family(model: str) -> str:
    if "cohere" not in model:
        return "titan"
    return "cohere-4" if "v4" in model else "cohere-3"
