"""The embedder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from genai_core.ports.embedder import Embedder
from genai_core.settings import settings


@cache
def embedder() -> Embedder:
    """Returns the in-process encoder of this deployment."""
    from genai_core.adapters.onnx.embedder import OnnxEmbedder

    return OnnxEmbedder(Path(settings().embedder_path))


@cache
def question_embedder() -> Embedder:
    """Returns the encoder; a question is encoded once for all that need it."""
    from genai_core.wrappers.remembering_embedder import RememberingEmbedder

    return RememberingEmbedder(embedder())
