"""The inbox in S3."""

from __future__ import annotations

from typing import Any

from genai_core.adapters.s3.blob_store import failures_at
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.uploads import inbox_key


class S3Inbox:
    """The inbox of one bucket."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        key = inbox_key(workspace_id, path)
        with failures_at(self._bucket, key):
            self._client.delete_object(Bucket=self._bucket, Key=key)
