"""Builds the step that asks a model about a question before the search."""

from __future__ import annotations

from dataclasses import replace

from genai_core.errors import Misconfigured
from genai_core.settings import settings
from genai_core.usecases.retrieval.expand_question import ExpandQuestion
from genai_core.wiring.clock import clock
from genai_core.wiring.models import language_model
from genai_core.wiring.storage import model_catalogue, usage_ledger


def expand_question() -> ExpandQuestion:
    """Returns the step that asks the question model of this deployment.

    Raises:
        Misconfigured: The catalogue has no such model.
    """
    here = settings()
    wanted, limit_s = here.require("retrieval.question_model"), here.retrieval.question_timeout_s
    spec = next((spec for spec in model_catalogue().models() if spec.model_id == wanted), None)
    if spec is None:
        raise Misconfigured(
            f"the catalogue has no model {wanted!r}",
            remedy="Name one of `models` as retrieval.question_model.",
        )
    hasty = replace(spec, first_token_timeout_s=limit_s, total_timeout_s=limit_s)
    return ExpandQuestion(
        spec=hasty,
        model=language_model(hasty),
        ledger=usage_ledger(),
        clock=clock(),
        varies=here.retrieval.expansion == "model",
        finds_filters=here.retrieval.self_query == "model",
        limit_s=limit_s,
    )
