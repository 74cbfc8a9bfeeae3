"""The functions that clients reach: sign-in, REST and WebSocket."""

from __future__ import annotations

from lambdas.catalogue.function_spec import FunctionSpec

ENDPOINTS: tuple[FunctionSpec, ...] = (
    FunctionSpec(
        name="authorize_request",
        purpose="Checks the JWT of a REST call, or the one-time ticket of a WebSocket connection.",
        timeout_s=10,
        grants=("connections:read", "connections:write"),
        settings=("token_issuer", "token_client_id", "token_keys_url", "allowed_origins"),
    ),
    FunctionSpec(
        name="serve_api",
        purpose="Serves the REST routes except retrieval.",
        memory_mb=1769,
        timeout_s=29,
        layers=("query", "model"),
        grants=(
            "encoders:invoke",
            "blobs:read",
            "blobs:write",
            "inbox:link",
            "documents:read",
            "documents:write",
            "workspaces:read",
            "workspaces:write",
            "sessions:read",
            "sessions:write",
            "connections:write",
            "runs:read",
            "runs:write",
            "usage:read",
            "usage:write",
            "catalogue:read",
            "inbox:watch",
            "inbox:redrive",
            "users:read",
            "models:invoke",
            "images:recognize",
            "answer:start",
            "replay:start",
            "ingest:start",
            "ingest:queue",
            "delete:start",
            "move:start",
        ),
        settings=("allowed_origins", "search_engine", "opensearch_url", "store"),
    ),
    FunctionSpec(
        name="receive_frame",
        purpose="Takes WebSocket frames: connect, ask, cancel, drop a model, resume, disconnect.",
        grants=(
            "connections:read",
            "connections:write",
            "runs:read",
            "runs:write",
            "workspaces:read",
            "documents:read",
            "websocket:send",
            "answer:start",
            "database:wake",
        ),
        settings=("allowed_origins",),
    ),
)
