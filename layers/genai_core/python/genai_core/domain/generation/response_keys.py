"""Names of answers that may be used again: two requests share one only if nothing tells them apart."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from genai_core.domain.generation.models import ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import prompt_version


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """What a model said, to its own end."""

    text: str


def response_key(spec: ModelSpec, request: ModelRequest) -> str:
    """Returns 64 hex digits over everything that could change the answer.

    That is the workspace; which model speaks, where, and within which limits; the prompt's version and
    wording; history, passages and question; and the parameters of the call. A document that changed
    makes other passages, and with them another key.
    """
    parts = {
        "workspace": request.workspace_id,
        "model": [spec.model_id, spec.provider, spec.target, spec.endpoint, spec.guardrail],
        "parameters": [request.max_output_tokens, request.temperature],
        "prompt": [prompt_version(spec), request.system],
        "question": request.question,
        "messages": [[message.role, message.text] for message in request.messages],
        "passages": [[passage.chunk.chunk_id, passage.chunk.text] for passage in request.passages],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
