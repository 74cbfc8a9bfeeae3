"""An encoder behind an OpenAI-compatible server."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import urllib3
from numpy.typing import NDArray

from genai_core.adapters.openai.requests import Requests
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind
from genai_core.domain.retrieval.encoder_specs import EncoderSpec
from genai_core.domain.retrieval.received_vectors import unit_vectors
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Overloaded
from genai_core.ports.secret_source import Secret

MAX_TEXTS = 64
CHARS_PER_TOKEN = 2
"""Servers reject texts beyond their window. Few scripts have shorter tokens."""
_BLANK = "-"
"""Servers reject an empty text."""


class OpenAiEmbedder:
    """An Embedder over `<endpoint>/embeddings`; gives no token vectors.

    Args:
        spec: Endpoint, model and time limit.
        read_key: Returns the API key, None if the server needs none; called once per call.
    """

    def __init__(
        self,
        spec: EncoderSpec,
        profile: EncoderProfile,
        *,
        pool: urllib3.PoolManager,
        read_key: Callable[[], Secret] | None = None,
    ) -> None:
        self.profile = profile
        self._spec = spec
        self._requests = Requests(spec.endpoint, "embeddings", pool=pool, read_key=read_key)

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        most, prefix = self.profile.window * CHARS_PER_TOKEN, self.profile.prefix(kind)
        asked = [(prefix + text[:most]).encode("utf-8", "replace").decode() or _BLANK for text in texts]
        rows: list[Any] = []
        for start in range(0, len(asked), MAX_TEXTS):
            rows += self._ask(asked[start : start + MAX_TEXTS])
        return unit_vectors(rows, len(asked), self.profile)

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        return self.embed(texts, kind), [TokenVectors.none(self.profile.dimensions) for _ in texts]

    def _ask(self, texts: list[str]) -> list[Any]:
        """Returns one row per text, in the order of the texts."""
        body: dict[str, Any] = {"model": self._spec.target, "input": texts}
        if self._spec.dimensions:
            body["dimensions"] = self._spec.dimensions
        answer = self._requests.read(body, limit_s=self._spec.timeout_s)
        try:
            rows = {int(row["index"]): _row(row["embedding"]) for row in json.loads(answer)["data"]}
            return [rows[index] for index in range(len(texts))]
        except (ValueError, KeyError, TypeError) as error:
            raise Overloaded(
                f"{self._spec.endpoint!r} did not return a vector for each of {len(texts)} texts: {error!r}"
            ) from error


def _row(embedding: Any) -> Any:
    """Returns a vector from numbers, or from base64 of little-endian float32."""
    if isinstance(embedding, str):
        return np.frombuffer(base64.b64decode(embedding), "<f4").tolist()
    return embedding
