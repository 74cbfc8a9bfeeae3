"""OpenSearch as a search store."""

from __future__ import annotations

from functools import partial

from genai_core.adapters.opensearch.chunk_index import OpenSearchChunkIndex
from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.field_values import OpenSearchFieldValues
from genai_core.adapters.opensearch.lexical_index import OpenSearchLexicalIndex
from genai_core.adapters.opensearch.signing import signer
from genai_core.adapters.opensearch.token_statistics import OpenSearchTokenStatistics
from genai_core.adapters.opensearch.vector_index import OpenSearchVectorIndex
from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over an OpenSearch server.

    `auth` is "none", "iam" (an OpenSearch Service domain) or "aoss" (a serverless collection).
    """
    server = _server(settings)
    return StoreParts(
        chunks=OpenSearchChunkIndex(server, settings.analyser),
        vectors=OpenSearchVectorIndex(server),
        lexical=OpenSearchLexicalIndex(server, settings.analyser),
        tokens=OpenSearchTokenStatistics(server),
        values=OpenSearchFieldValues(server),
        close=server.close,
    )


def _server(settings: StoreSettings) -> OpenSearch:
    url = settings.url.rstrip("/")
    if settings.auth == "none":
        return OpenSearch(url)
    return OpenSearch(url, partial(signer, "aoss" if settings.auth == "aoss" else "es"))


STORE = SearchStore(
    name="opensearch",
    requires="urllib3",
    capabilities=StoreCapabilities(
        dense="approximate",
        bm25="exact",
        filters="exact",
        atomic_replace="exact",
        statistics="approximate",
        scale="millions of chunks; an index for each workspace",
    ),
    open=open_store,
)
