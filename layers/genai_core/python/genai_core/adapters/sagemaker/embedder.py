"""Embed texts by a SageMaker endpoint: the container of `sagemaker_models/all_minilm_l6_v2`."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.adapters.sagemaker.endpoint import SageMakerEndpoint
from genai_core.adapters.sagemaker.failures import SAGEMAKER
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind
from genai_core.domain.retrieval.received_vectors import unit_vectors
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Overloaded

MAX_TEXTS = 128
MAX_TEXTS_WITH_TOKENS = 8
"""An endpoint's answer is limited to 6 MB; the token vectors of one text take up to 260 kB."""
MAX_TEXT_CHARS = 20_000
"""The container's limit; see its `inference.py`."""

Ids = Callable[[NDArray[np.int32]], Any]


class SageMakerEmbedder:
    """An Embedder that sends `{"texts", "tokens"}` and reads `{"vectors", "tokens"}`.

    Args:
        endpoint: The endpoint's name, or `endpoint/inference-component`.
        client: A `sagemaker-runtime` client.
        keys, rarity: Return the token keys and the rarities of ids of the container's vocabulary.
    """

    def __init__(self, endpoint: str, client: Any, profile: EncoderProfile, keys: Ids, rarity: Ids) -> None:
        self.profile = profile
        self._endpoint = SageMakerEndpoint(endpoint, client)
        self._keys, self._rarity = keys, rarity

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        rows = [row for answer in self._answers(texts, kind, wants_tokens=False) for row in answer["vectors"]]
        return unit_vectors(rows, len(texts), self.profile)

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        if not self.profile.gives_token_vectors:
            return self.embed(texts, kind), [TokenVectors.none(self.profile.dimensions) for _ in texts]
        answers = self._answers(texts, kind, wants_tokens=True)
        vectors = unit_vectors(
            [row for answer in answers for row in answer["vectors"]], len(texts), self.profile
        )
        with SAGEMAKER.translated(self._endpoint.label):
            prefix = len(self.profile.prefix(kind))
            tokens = [self._tokens(row, prefix) for answer in answers for row in answer.get("tokens", ())]
        if len(tokens) != len(texts):
            raise Overloaded(f"{self._endpoint.label} returned tokens for {len(tokens)} texts")
        return vectors, tokens

    def _answers(self, texts: Sequence[str], kind: TextKind, *, wants_tokens: bool) -> list[dict[str, Any]]:
        prefix, most = self.profile.prefix(kind), MAX_TEXTS_WITH_TOKENS if wants_tokens else MAX_TEXTS
        asked = [(prefix + text)[:MAX_TEXT_CHARS].encode("utf-8", "replace").decode() for text in texts]
        return [
            self._ask(asked[start : start + most], wants_tokens=wants_tokens)
            for start in range(0, len(asked), most)
        ]

    def _ask(self, texts: list[str], *, wants_tokens: bool) -> dict[str, Any]:
        answer = self._endpoint.ask({"texts": texts, "tokens": wants_tokens})
        if not isinstance(answer, dict) or not isinstance(answer.get("vectors"), list):
            raise Overloaded(
                f"{self._endpoint.label} returned {str(answer)!r:.80}",
                remedy="It must serve the encoder of sagemaker_models/all_minilm_l6_v2.",
            )
        return answer

    def _tokens(self, row: dict[str, Any], prefix: int) -> TokenVectors:
        ids = np.array(row["ids"], np.int32)
        offsets = np.array(row["offsets"], np.int32).reshape(-1, 2) - prefix
        vectors = np.frombuffer(base64.b64decode(row["vectors"]), "<f2").astype(np.float32)
        vectors = vectors.reshape(len(ids), self.profile.dimensions)
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        tokens = TokenVectors(self._keys(ids), np.maximum(offsets, 0), vectors / lengths, self._rarity(ids))
        return tokens.at(np.flatnonzero(offsets[:, 1] > 0))
