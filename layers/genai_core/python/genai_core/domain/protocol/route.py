"""The type of a route of the REST API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route.

    Attributes:
        name: Name of the function that serves it; `operationId` in the OpenAPI document.
        path: With its parameters, as `/workspaces/{workspace_id}`.
        body: Type of its body; None if it takes none.
        query: Its query parameters, all optional; None if it has none.
        returns: Type of its result with `status`; None for a JSON document of another form.
        needs_user: Callers must be signed in.
        event: Type of one event of its stream; None if it cannot stream.
        is_idempotent: Takes the header `Idempotency-Key`, which makes a repeated request the same run.
    """

    name: str
    method: Method
    path: str
    summary: str
    returns: type[Any] | None
    status: int = 200
    body: type[Any] | None = None
    query: type[Any] | None = None
    needs_user: bool = True
    event: type[Any] | None = None
    is_idempotent: bool = False


def route(name: str, line: str, summary: str, returns: type[Any] | None, **more: Any) -> Route:
    """Returns a route whose `line` is method and path, as `GET /health`."""
    method, _, path = line.partition(" ")
    return Route(name=name, method=method, path=path, summary=summary, returns=returns, **more)  # pyright: ignore[reportArgumentType]
