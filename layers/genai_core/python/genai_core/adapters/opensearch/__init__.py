"""Chunks, BM25 and nearest neighbours in OpenSearch 2.x, over its REST API."""
