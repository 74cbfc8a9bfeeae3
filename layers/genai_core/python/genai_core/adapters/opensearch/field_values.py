"""Read metadata values in OpenSearch, which caches the answer until the next refresh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.conditions import condition_of
from genai_core.adapters.opensearch.layout import alias_of
from genai_core.domain.retrieval.scopes import Scope
from genai_core.ports.field_values import FIELDS, MAX_VALUES


@dataclass(frozen=True, slots=True)
class OpenSearchFieldValues:
    """Implements FieldValues."""

    server: OpenSearch

    def field_values(self, scope: Scope) -> dict[str, tuple[str, ...]]:
        wanted = {name: {"terms": {"field": f"fields.{name}", "size": MAX_VALUES}} for name in FIELDS}
        answer = self._ask(scope, {"aggs": wanted}).get("aggregations", {})
        listed = {
            name: tuple(sorted(str(bucket["key"]) for bucket in answer.get(name, {}).get("buckets", [])))
            for name in FIELDS
        }
        return {name: values for name, values in listed.items() if values}

    def admits_any(self, scope: Scope) -> bool:
        answer = self._ask(scope, {"terminate_after": 1, "track_total_hits": 1})
        return bool(answer.get("hits", {}).get("total", {}).get("value", 0))

    def _ask(self, scope: Scope, body: dict[str, Any]) -> dict[str, Any]:
        query = {"bool": {"filter": [condition_of(scope)]}}
        parameters = {"ignore_unavailable": "true", "allow_partial_search_results": "false"}
        path = f"/{alias_of(scope.workspace_id)}/_search"
        return self.server.ask("POST", path, {"size": 0, "query": query, **body}, parameters=parameters)
