"""Serves the REST routes except retrieval.

Environment: all tables, DOCUMENTS_BUCKET, the state machines' ARNs, MODEL_CATALOGUE_PARAMETER,
ALLOWED_ORIGINS, LIMITS_*.
Integrations: DynamoDB, S3, Step Functions, SSM; the models' providers, to check which answer now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lambdas.http.endpoint import reply, with_error_handling
from lambdas.observed import traced
from lambdas.serve_api import routes
from lambdas.serve_api.routing import api

__all__ = ["handler", "routes"]


@traced
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Returns the answer to one request; errors are problem details."""

    def answer(request: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("httpMethod") == "OPTIONS":
            return reply(204, "", "text/plain")
        resolved = api.resolve(dict(request), context)
        shared: Mapping[str, list[str]] = resolved.pop("multiValueHeaders", {})
        return {**resolved, "headers": {name: values[0] for name, values in shared.items()}}

    return with_error_handling(event, answer)
