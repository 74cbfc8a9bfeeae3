"""Word-piece statistics in OpenSearch, kept in the process while the workspace does not change."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.layout import alias_of
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.piece_frequencies import PieceFrequencies

_KEPT_WORKSPACES = 16
_MAX_PIECES = 65_535
"""Most buckets OpenSearch hands out; the encoder knows 30,522 word pieces."""

# The server remembers the answer until the next refresh.
_STATE = {"written": {"max": {"field": "written"}}}
_PIECES = {"pieces": {"terms": {"field": "pieces", "size": _MAX_PIECES}}}
_State = tuple[int, float]


@dataclass(frozen=True, slots=True)
class OpenSearchPieceStatistics:
    """Implements PieceStatistics."""

    server: OpenSearch
    _kept: OrderedDict[WorkspaceId, tuple[_State, PieceFrequencies]] = field(
        default_factory=OrderedDict[WorkspaceId, tuple[_State, PieceFrequencies]], repr=False, compare=False
    )

    def piece_frequencies(self, workspace_id: WorkspaceId) -> PieceFrequencies:
        state, _ = self._count(workspace_id, _STATE)
        kept = self._kept.get(workspace_id)
        if kept and kept[0] == state:
            return kept[1]
        state, buckets = self._count(workspace_id, {**_STATE, **_PIECES})
        counts = np.zeros(1 + max((int(bucket["key"]) for bucket in buckets), default=0), np.int64)
        for bucket in buckets:
            counts[int(bucket["key"])] = bucket["doc_count"]
        found = PieceFrequencies(state[0], counts)
        self._kept[workspace_id] = (state, found)
        while len(self._kept) > _KEPT_WORKSPACES:
            self._kept.popitem(last=False)
        return found

    def _count(self, workspace_id: WorkspaceId, wanted: dict[str, Any]) -> tuple[_State, list[Any]]:
        body = {"size": 0, "track_total_hits": True, "aggs": wanted}
        parameters = {
            "ignore_unavailable": "true",
            "allow_partial_search_results": "false",
            "filter_path": "hits.total.value,aggregations.written.value,aggregations.pieces.buckets",
        }
        path = f"/{alias_of(workspace_id)}/_search"
        found = self.server.ask("POST", path, body, parameters=parameters)
        total = int(found.get("hits", {}).get("total", {}).get("value", 0))
        values = found.get("aggregations", {})
        written = values.get("written", {}).get("value") or 0.0
        return (total, float(written)), values.get("pieces", {}).get("buckets", [])
