"""Search store on OpenSearch 2.x, over its REST API."""
