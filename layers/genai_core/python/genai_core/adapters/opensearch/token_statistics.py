"""Read token statistics in OpenSearch, cached in the process until the workspace changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.layout import alias_of
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.recently_used import RecentlyUsed
from genai_core.domain.retrieval.token_frequencies import TokenFrequencies

_KEPT_WORKSPACES = 16
_MAX_KEYS = 65_535
"""Maximum buckets that OpenSearch returns; in a workspace with more tokens, the rarest are missing."""

# The server caches the answer until the next refresh.
_STATE = {"written": {"max": {"field": "written"}}}
_COUNTS = {"pieces": {"terms": {"field": "pieces", "size": _MAX_KEYS}}}
_State = tuple[int, float]


@dataclass(frozen=True, slots=True)
class OpenSearchTokenStatistics:
    """Implements TokenStatistics."""

    server: OpenSearch
    _kept: RecentlyUsed[WorkspaceId, tuple[_State, TokenFrequencies]] = field(
        default_factory=lambda: RecentlyUsed[WorkspaceId, tuple[_State, TokenFrequencies]](_KEPT_WORKSPACES),
        repr=False,
        compare=False,
    )

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        state, _ = self._count(workspace_id, _STATE)
        cached = self._kept.known([workspace_id]).get(workspace_id)
        if cached and cached[0] == state:
            return cached[1]
        state, buckets = self._count(workspace_id, {**_STATE, **_COUNTS})
        counts = np.zeros(1 + max((int(bucket["key"]) for bucket in buckets), default=0), np.int64)
        for bucket in buckets:
            counts[int(bucket["key"])] = bucket["doc_count"]
        frequencies = TokenFrequencies(state[0], counts)
        self._kept.keep({workspace_id: (state, frequencies)})
        return frequencies

    def _count(self, workspace_id: WorkspaceId, wanted: dict[str, Any]) -> tuple[_State, list[Any]]:
        body = {"size": 0, "track_total_hits": True, "aggs": wanted}
        parameters = {
            "ignore_unavailable": "true",
            "allow_partial_search_results": "false",
            "filter_path": "hits.total.value,aggregations.written.value,aggregations.pieces.buckets",
        }
        path = f"/{alias_of(workspace_id)}/_search"
        answer = self.server.ask("POST", path, body, parameters=parameters)
        total = int(answer.get("hits", {}).get("total", {}).get("value", 0))
        values = answer.get("aggregations", {})
        written = values.get("written", {}).get("value") or 0.0
        return (total, float(written)), values.get("pieces", {}).get("buckets", [])
