"""The functions for documents: the steps of ingestion, deletion and moving, and their monitoring."""

from __future__ import annotations

from lambdas.catalogue.function_spec import FunctionSpec

INGESTION: tuple[FunctionSpec, ...] = (
    FunctionSpec(
        name="start_ingestion",
        purpose="Turns S3 events from the queue into executions.",
        grants=(
            "blobs:read",
            "documents:read",
            "documents:write",
            "workspaces:read",
            "inbox:receive",
            "ingest:start",
            "ingest:queue",
            "delete:start",
        ),
    ),
    FunctionSpec(
        name="extract_document",
        purpose="Reads one document in a limited process.",
        memory_mb=2048,
        timeout_s=300,
        layers=("ingestion",),
        isolated=True,
        grants=("inbox:read", "artifacts:write", "documents:read", "documents:write"),
    ),
    FunctionSpec(
        name="recognize_pages",
        purpose="Recognises the text of scanned pages, each in a limited process.",
        memory_mb=2048,
        timeout_s=300,
        layers=("recognition",),
        isolated=True,
        grants=("inbox:read", "artifacts:write", "documents:read", "documents:write"),
    ),
    FunctionSpec(
        name="recognize_image",
        purpose="Recognises the text of an image that comes with a question, in a limited process.",
        # The asker waits, and the processor comes with the memory.
        memory_mb=3008,
        timeout_s=18,
        layers=("recognition",),
        isolated=True,
    ),
    FunctionSpec(
        name="join_pages",
        purpose="Puts the recognised text of scanned pages into their document's text.",
        memory_mb=1024,
        timeout_s=120,
        grants=("blobs:read", "blobs:write", "documents:write"),
    ),
    FunctionSpec(
        name="chunk_document",
        purpose="Cuts the extracted text into chunks and batches.",
        memory_mb=1024,
        timeout_s=120,
        layers=("query", "model"),
        grants=("blobs:read", "blobs:write", "documents:write", "workspaces:read"),
        # It counts in the pieces of the encoder's tokenizer, and calls no encoder.
        settings=("embedder_path", "encoders"),
    ),
    FunctionSpec(
        name="embed_chunks",
        purpose="Embeds one batch of chunks.",
        memory_mb=1769,
        timeout_s=120,
        layers=("query", "model"),
        grants=("blobs:read", "blobs:write", "workspaces:read", "encoders:invoke"),
    ),
    FunctionSpec(
        name="index_document",
        purpose="Writes all chunks of a version in one transaction.",
        memory_mb=1769,
        timeout_s=300,
        layers=("query", "model"),
        grants=(
            "encoders:invoke",
            "blobs:read",
            "blobs:write",
            "database:write",
            "documents:write",
            "workspaces:read",
        ),
    ),
    FunctionSpec(
        name="delete_document",
        purpose="Removes a document from the index, the store and its record.",
        timeout_s=120,
        layers=("query",),
        grants=(
            "blobs:read",
            "blobs:write",
            "database:write",
            "documents:read",
            "documents:write",
            "workspaces:read",
        ),
    ),
    FunctionSpec(
        name="move_workspace",
        purpose="Copies a workspace from the archive to another engine or encoder, part by part.",
        memory_mb=1769,
        timeout_s=300,
        layers=("query", "model"),
        grants=(
            "blobs:read",
            "blobs:write",
            "database:write",
            "documents:read",
            "encoders:invoke",
            "workspaces:read",
            "workspaces:write",
        ),
    ),
    FunctionSpec(
        name="record_failure",
        purpose="Marks a document failed with the step and the reason, and cleans up after one that is gone.",
        grants=("blobs:read", "blobs:write", "documents:read", "documents:write", "workspaces:read"),
    ),
    FunctionSpec(
        name="publish_status",
        purpose="Sends document status events from the topic to the members' connections.",
        grants=("connections:read", "workspaces:read", "documents:read", "websocket:send"),
    ),
    FunctionSpec(
        name="reconcile_documents",
        purpose="Closes or restarts documents whose work has gone stale, on a schedule.",
        timeout_s=120,
        grants=("documents:read", "documents:write", "ingest:start", "delete:start"),
    ),
    FunctionSpec(
        name="erase_leftovers",
        purpose="Erases what deleted workspaces left, on a schedule.",
        memory_mb=1024,
        timeout_s=900,
        layers=("query",),
        grants=("tables:sweep", "workspaces:read", "blobs:read", "blobs:write", "database:write"),
        settings=("search_engine",),
    ),
)
