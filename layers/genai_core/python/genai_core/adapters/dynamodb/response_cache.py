"""Responses in the table `runs`: one item per workspace and key, which expires by itself."""

from __future__ import annotations

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.domain.generation.response_keys import CachedResponse
from genai_core.domain.identifiers import WorkspaceId

LONGEST_TEXT_BYTES = 300_000
"""An item has at most 400 kB; no answer worth caching is that long."""


class DynamoResponseCache:
    """Keeps responses that all functions share."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def read(self, workspace_id: WorkspaceId, key: str, *, now: float) -> CachedResponse | None:
        item = self._table.get(_key(workspace_id, key), consistent=False)
        # DynamoDB deletes expired items within days, not at once.
        if item is None or now >= int(item["expires_at"]):
            return None
        return CachedResponse(str(item["text"]))

    def write(self, workspace_id: WorkspaceId, key: str, response: CachedResponse, *, until: float) -> None:
        if len(response.text.encode()) <= LONGEST_TEXT_BYTES:
            self._table.put({**_key(workspace_id, key), "text": response.text, "expires_at": int(until)})


def _key(workspace_id: WorkspaceId, key: str) -> dict[str, str]:
    return {"run_id": f"response#{workspace_id}", "item": key}
