"""Moves a part of a workspace from one search engine to the other.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE, WORKSPACES_TABLE, DATABASE_HOST, DATABASE_PORT,
DATABASE_NAME, DATABASE_USER, DATABASE_AUTH.
Integrations: S3, DynamoDB, PostgreSQL, OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import WorkspaceId
from genai_core.usecases.workspaces.move_workspace import MoveProgress
from genai_core.wiring import ingestion
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The workspace, and the attempt that it is marked with."""

    workspace_id: WorkspaceId
    move_id: str


@entry(Request)
def handler(request: Request) -> MoveProgress:
    """Returns the progress of the move."""
    return ingestion.move_workspace()(request.workspace_id, request.move_id)
