"""Asks a model to rephrase the question and to find the conditions that it states.

Environment: MODEL_CATALOGUE_PARAMETER, RETRIEVAL_*, USAGE_TABLE.
Integrations: SSM, language models, DynamoDB.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId, UserId, WorkspaceId
from genai_core.domain.retrieval.expansion import Expansion
from genai_core.wiring import expansion
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The standalone question, and the run that pays."""

    text: str
    run_id: RunId
    user_id: UserId
    workspace_id: WorkspaceId


@entry(Request)
def handler(request: Request) -> Expansion:
    """Returns the model's rephrasings and conditions; nothing if it fails or is late, which is flagged."""
    return expansion.expand_question()(request.text, request.run_id, request.user_id, request.workspace_id)
