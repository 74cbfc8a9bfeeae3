"""Layout and names of indexes.

Each workspace has its own index behind an alias: it has its own statistics, and it can be deleted, or
replaced by a new one, in one step. An index has one shard, because statistics are counted by shard.
"""

from __future__ import annotations

import hashlib
from typing import Any

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.document_metadata import FIELDS, READERS
from genai_core.domain.retrieval.bm25 import K1, B

LAYOUT_VERSION = 1
"""Incremented with each change that requires indexes to be rebuilt."""

TEMPLATE = "quorum-chunks"
MAX_RESULTS = 10_000
"""Maximum results and neighbours of a search: the limit of OpenSearch's k-NN."""

_TERMS = {"type": "text", "analyzer": "terms", "index_options": "freqs", "similarity": "bm25"}
_VALUE = {"type": "keyword"}
_NOT_SEARCHED = {"type": "keyword", "index": False}


def alias_of(workspace_id: WorkspaceId) -> str:
    """Returns the alias for reads and writes, a valid name for any workspace id."""
    return f"quorum-workspace-{hashlib.sha256(workspace_id.encode('utf-8', 'replace')).hexdigest()[:32]}"


def index_name(alias: str, number: int) -> str:
    """Returns the name of an alias' index; each rebuilt index has the next number."""
    return f"{alias.replace('workspace', 'chunks', 1)}-{number:06d}"


def index_number(name: str) -> int:
    """Returns the number in the name of an index."""
    return int(name.rsplit("-", 1)[1])


def ensure_template(server: OpenSearch) -> None:
    """Writes the index template, once per process."""
    server.once("template", lambda: server.ask("PUT", f"/_index_template/{TEMPLATE}", _template()))


def create_index(server: OpenSearch, name: str, dimensions: int) -> None:
    """Creates an index for vectors of that length; an existing index stays unchanged."""
    ensure_template(server)
    body = {"mappings": {"properties": {"vector": _vector(dimensions)}}}
    answer = server.ask("PUT", f"/{name}", body, allowed=(400,))
    reason = answer.get("error", {}).get("type", "")
    if reason and reason != "resource_already_exists_exception":
        server.forget("template")
        server.ask("PUT", f"/{name}", body)


def point(server: OpenSearch, alias: str, name: str, old: str | None = None) -> None:
    """Points the alias to this index and removes it from the old one in the same step."""
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias, "is_write_index": True}}]
    if old and old != name:
        actions.insert(0, {"remove": {"index": old, "alias": alias}})
    server.ask("POST", "/_aliases", {"actions": actions})


def index_behind(server: OpenSearch, alias: str) -> str | None:
    """Returns the index that an alias points to; None if there is no such alias."""
    answer = server.ask("GET", f"/_alias/{alias}", allowed=(404,))
    return None if "error" in answer else max(answer, key=index_number, default=None)


def _template() -> dict[str, Any]:
    return {
        "index_patterns": ["quorum-chunks-*"],
        "_meta": {"layout": LAYOUT_VERSION},
        "template": {"settings": _settings(), "mappings": _mappings()},
    }


def _settings() -> dict[str, Any]:
    return {
        "index": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            # Writers refresh explicitly, once a document is complete.
            "refresh_interval": "-1",
            "max_result_window": MAX_RESULTS,
            "knn": True,
            # Replaced chunks count in BM25 until segments are merged.
            "merge.policy.deletes_pct_allowed": 5,
            "similarity.bm25": {"type": "BM25", "k1": K1, "b": B},
        },
        "analysis": {
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 1000}},
            "analyzer": {"terms": {"type": "custom", "tokenizer": "spaces"}},
        },
    }


def _mappings() -> dict[str, Any]:
    return {
        "dynamic": "strict",
        "_meta": {"layout": LAYOUT_VERSION},
        # Fields that are only searched are not stored again: a fetched chunk is half as large without them.
        "_source": {"excludes": ["vector", "stems", "pairs", "identifiers", "pieces", "fields"]},
        "properties": {
            "chunk_id": _NOT_SEARCHED,
            "document_id": _VALUE,
            "version": _NOT_SEARCHED,
            "written": {"type": "long", "index": False},
            "stems": _TERMS,
            "pairs": _TERMS,
            "identifiers": _TERMS,
            "pieces": _NOT_SEARCHED,
            "fields": {"properties": dict.fromkeys((*FIELDS, READERS), _VALUE)},
            "chunk": {"type": "object", "enabled": False},
            "half_vector": {"type": "binary"},
            "packed_tokens": {"type": "binary"},
        },
    }


def _vector(dimensions: int) -> dict[str, Any]:
    return {
        "type": "knn_vector",
        "dimension": dimensions,
        "method": {
            "name": "hnsw",
            "engine": "lucene",
            "space_type": "cosinesimil",
            "parameters": {"m": 16, "ef_construction": 128},
        },
    }
