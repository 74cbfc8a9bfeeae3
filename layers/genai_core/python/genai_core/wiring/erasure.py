"""Builds the erasure of users and workspaces from every store."""

from __future__ import annotations

from genai_core.adapters.dynamodb.trace_store import DynamoTraceStore
from genai_core.settings import settings
from genai_core.usecases.erasure.erase_leftovers import EraseLeftovers
from genai_core.usecases.erasure.erase_user import EraseUser
from genai_core.usecases.erasure.sweep import Sweep
from genai_core.usecases.erasure.traces import BlobTraces, IndexTraces
from genai_core.wiring import api, documents
from genai_core.wiring.clock import clock
from genai_core.wiring.storage import deleted_workspaces, dynamo_table, workspace_store

LEFTOVERS_LIMIT_S = 600.0
"""A workspace takes as long as reading all tables twice; the function may run for 900 s."""


def sweep() -> Sweep:
    """Returns the sweep; without the index if this process has no address for it."""
    tables = (
        DynamoTraceStore(dynamo_table("workspaces_table"), ("workspace_id", "object_type"), redacts=True),
        DynamoTraceStore(dynamo_table("documents_table"), ("workspace_id", "document_id"), redacts=True),
        DynamoTraceStore(dynamo_table("sessions_table"), ("user_id", "item")),
        DynamoTraceStore(dynamo_table("connections_table"), ("item",)),
        DynamoTraceStore(dynamo_table("runs_table"), ("run_id", "item"), whole=True),
        DynamoTraceStore(dynamo_table("usage_table"), ("user_id", "item")),
    )
    return Sweep((*tables, BlobTraces(documents.blob_store()), *_index()))


def erase_user() -> EraseUser:
    """Returns the use case that erases users."""
    return EraseUser(workspace_store(), api.delete_workspace(), sweep())


def erase_leftovers() -> EraseLeftovers:
    """Returns the use case that erases leftovers of deleted workspaces."""
    return EraseLeftovers(workspace_store(), deleted_workspaces(), sweep(), clock(), LEFTOVERS_LIMIT_S)


def _index() -> tuple[IndexTraces, ...]:
    from genai_core.wiring.engines import backends, engine_parts

    if not settings().database_host:
        return ()
    return (IndexTraces(lambda engine: engine_parts(engine).chunks, backends()),)
