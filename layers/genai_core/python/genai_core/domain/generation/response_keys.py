"""Cache keys of answers: two requests have the same key only if they are equal in every respect."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from genai_core.domain.generation.models import ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import prompt_version


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """A complete answer of a model."""

    text: str


def response_key(spec: ModelSpec, request: ModelRequest) -> str:
    """Returns 64 hex digits of a hash over everything that can change the answer.

    That is the workspace; the model, its endpoint and its limits; the prompt's version and text; history,
    passages with their images, and question; and the parameters of the call. A changed document changes the
    passages, and so the key.
    """
    parts = {
        "workspace": request.workspace_id,
        "model": [spec.model_id, spec.provider, spec.target, spec.endpoint, spec.guardrail],
        "parameters": [request.max_output_tokens, request.temperature],
        "prompt": [prompt_version(spec), request.system],
        "question": request.question,
        "messages": [[message.role, message.text] for message in request.messages],
        "images": [[image.label, hashlib.sha256(image.body).hexdigest()] for image in request.images],
        "passages": [[passage.chunk.chunk_id, passage.chunk.text] for passage in request.passages],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
