"""Asks a model for the question in other words and for the conditions it states.

Environment: MODEL_CATALOGUE_PARAMETER, RETRIEVAL_*, USAGE_TABLE.
Integrations: SSM, language models, DynamoDB.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId, UserId
from genai_core.domain.retrieval.expansion import Expansion
from genai_core.wiring import expansion
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The question as it stands alone, and whose run pays."""

    text: str
    run_id: RunId
    user_id: UserId


@entry(Request)
def handler(request: Request) -> Expansion:
    """Returns what the model makes of it; nothing where it fails or is late, which is flagged."""
    return expansion.expand_question()(request.text, request.run_id, request.user_id)
