"""Composes the steps of ingestion from the stores, parsers, embedder and index of this deployment."""

from __future__ import annotations

from functools import cache

from genai_core.ports.blob_store import BlobStore
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.document_store import DocumentStore
from genai_core.settings import settings
from genai_core.usecases.chunk_document import ChunkDocument
from genai_core.usecases.delete_document import DeleteDocument
from genai_core.usecases.embed_chunks import EmbedChunks
from genai_core.usecases.extract_document import ExtractDocument
from genai_core.usecases.index_document import IndexDocument
from genai_core.usecases.move_workspace import MoveWorkspace
from genai_core.usecases.publish_status import PublishStatus
from genai_core.usecases.reconcile_documents import ReconcileDocuments
from genai_core.usecases.record_failure import RecordFailure
from genai_core.usecases.start_ingestion import StartIngestion
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.storage import connection_store, event_sink, workflow_starter, workspace_store

MOVE_LIMIT_S = 180.0
"""A part of a move; the function that does it may run for 300 s, and a document may be large."""


@cache
def blob_store() -> BlobStore:
    """Returns the documents bucket."""
    from genai_core.adapters.s3.blob_store import S3BlobStore

    return S3BlobStore(aws_client("s3", read_timeout_s=60), settings().require("documents_bucket"))


@cache
def document_store() -> DocumentStore:
    """Returns the documents table."""
    from genai_core.adapters.dynamodb.document_store import DynamoDocumentStore
    from genai_core.adapters.dynamodb.table import DynamoTable

    table = DynamoTable(aws_client("dynamodb"), settings().require("documents_table"))
    return DynamoDocumentStore(table, clock())


@cache
def start_ingestion() -> StartIngestion:
    """Returns what events about the inbox start."""
    return StartIngestion(
        documents=document_store(),
        blobs=blob_store(),
        workspaces=workspace_store(),
        workflows=workflow_starter(),
        clock=clock(),
        max_document_bytes=settings().max_document_bytes,
    )


@cache
def extract_document() -> ExtractDocument:
    """Returns the first step."""
    from genai_core.adapters.extraction.extractor import LimitedExtractor

    return ExtractDocument(document_store(), blob_store(), LimitedExtractor())


@cache
def chunk_document() -> ChunkDocument:
    """Returns the second step."""
    return ChunkDocument(document_store(), blob_store())


@cache
def embed_chunks() -> EmbedChunks:
    """Returns the step that is mapped over batches."""
    from genai_core.domain.retrieval.late_interaction import pack
    from genai_core.wiring.embedding import embedder

    return EmbedChunks(blob_store(), embedder(), pack)


@cache
def index_document() -> IndexDocument:
    """Returns the last step."""
    return IndexDocument(document_store(), blob_store(), chunk_index())


@cache
def delete_document() -> DeleteDocument:
    """Returns the step that removes a document."""
    return DeleteDocument(document_store(), blob_store(), chunk_index())


@cache
def chunk_index() -> ChunkIndex:
    """Returns where a workspace's chunks are written, whichever engine it is on."""
    from genai_core.wiring import retrieval
    from genai_core.wrappers.on_workspace_engines import OnWorkspaceEngines

    return OnWorkspaceEngines(workspace_store(), retrieval.chunk_index, retrieval.engines())


@cache
def move_workspace() -> MoveWorkspace:
    """Returns the moving of workspaces from one engine to the other."""
    from genai_core.wiring import retrieval

    return MoveWorkspace(
        workspaces=workspace_store(),
        documents=document_store(),
        blobs=blob_store(),
        index=retrieval.chunk_index,
        engines=retrieval.engines(),
        clock=clock(),
        limit_s=MOVE_LIMIT_S,
    )


@cache
def record_failure() -> RecordFailure:
    """Returns the step that writes down what went wrong."""
    return RecordFailure(document_store())


@cache
def publish_status() -> PublishStatus:
    """Returns what sends status events to connections."""
    return PublishStatus(workspace_store(), document_store(), connection_store(), event_sink())


@cache
def reconcile_documents() -> ReconcileDocuments:
    """Returns what looks after stale documents."""
    return ReconcileDocuments(document_store(), workflow_starter(), clock())
