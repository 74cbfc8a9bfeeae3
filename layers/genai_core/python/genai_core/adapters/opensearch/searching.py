"""Search the index of one workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.layout import MAX_RESULTS, alias_of
from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope

_BEST_FIRST = ["_score", {"chunk_id": "asc"}]
# A workspace without an index is empty; a partial answer is an error.
_PARAMETERS = {"ignore_unavailable": "true", "allow_partial_search_results": "false"}


def search(server: OpenSearch, scope: Scope, body: dict[str, Any], answer: str) -> list[Any]:
    """Returns the hits of one search, with the fields in `answer`.

    All searches of a reader go to the same copy of the index, because copies are refreshed one after another.
    """
    copy = hashlib.sha256(scope.reader.encode("utf-8", "replace")).hexdigest()[:16]
    parameters = {**_PARAMETERS, "filter_path": answer, "preference": f"reader-{copy}"}
    body = {"track_total_hits": False, **body}
    response = server.ask("POST", f"/{alias_of(scope.workspace_id)}/_search", body, parameters=parameters)
    return response.get("hits", {}).get("hits", [])


def best(server: OpenSearch, scope: Scope, query: dict[str, Any], limit: int) -> list[Candidate]:
    """Returns at most `limit` chunks with OpenSearch's scores; ties are ordered by id."""
    # Ids are returned as sort values, so that no document is read.
    body = {
        "query": query,
        "size": min(limit, MAX_RESULTS),
        "sort": _BEST_FIRST,
        "stored_fields": "_none_",
    }
    hits = search(server, scope, body, "hits.hits.sort")
    return [Candidate(ChunkId(hit["sort"][1]), float(hit["sort"][0])) for hit in hits]


def matching_ids(server: OpenSearch, alias: str, query: dict[str, Any]) -> Iterator[ChunkId]:
    """Yields the ids of all chunks that match the query."""
    after: list[str] = []
    while True:
        body: dict[str, Any] = {
            "query": {"bool": {"filter": [query]}},
            "size": MAX_RESULTS,
            "sort": [{"chunk_id": "asc"}],
            "stored_fields": "_none_",
            "track_total_hits": False,
        }
        if after:
            body["search_after"] = after
        parameters = {**_PARAMETERS, "filter_path": "hits.hits.sort"}
        page = server.ask("POST", f"/{alias}/_search", body, parameters=parameters)
        hits = page.get("hits", {}).get("hits", [])
        yield from (ChunkId(hit["sort"][0]) for hit in hits)
        if len(hits) < MAX_RESULTS:
            return
        after = hits[-1]["sort"]
