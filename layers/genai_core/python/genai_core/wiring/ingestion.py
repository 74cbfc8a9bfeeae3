"""Builds the steps that chunk, embed, index, move or delete documents."""

from __future__ import annotations

from functools import cache

from genai_core.domain.workspaces import Engine
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.usecases.ingestion.chunk_document import ChunkDocument
from genai_core.usecases.ingestion.delete_document import DeleteDocument
from genai_core.usecases.ingestion.embed_chunks import EmbedChunks
from genai_core.usecases.ingestion.index_document import IndexDocument
from genai_core.usecases.workspaces.move_workspace import MoveWorkspace
from genai_core.wiring.clock import clock
from genai_core.wiring.documents import blob_store, document_store, inbox
from genai_core.wiring.embedding import embedded_by, embedder, encoder_window
from genai_core.wiring.storage import workspace_store

MOVE_LIMIT_S = 180.0
"""Time limit of one part of a move: its function may run for 300 s, and a document may be large."""


@cache
def chunk_document() -> ChunkDocument:
    """Returns the step that cuts documents into chunks."""
    return ChunkDocument(document_store(), blob_store(), workspace_store(), encoder_window)


@cache
def embed_chunks() -> EmbedChunks:
    """Returns the step that embeds one batch of chunks, called by a Map."""
    return EmbedChunks(blob_store(), workspace_store(), embedder)


@cache
def index_document() -> IndexDocument:
    """Returns the step that writes the index, the last of an ingestion."""
    return IndexDocument(document_store(), blob_store(), chunk_index(), inbox())


@cache
def delete_document() -> DeleteDocument:
    """Returns the step that removes a document."""
    return DeleteDocument(document_store(), blob_store(), chunk_index())


@cache
def chunk_index() -> ChunkIndex:
    """Returns the chunk index, which writes to the engine of each workspace."""
    from genai_core.wiring.engines import backends
    from genai_core.wrappers.on_workspace_engines import OnWorkspaceEngines

    return OnWorkspaceEngines(workspace_store(), _engine_chunks, backends(), embedded_by)


def _engine_chunks(engine: Engine) -> ChunkIndex:
    from genai_core.wiring.engines import engine_parts

    return engine_parts(engine).chunks


@cache
def move_workspace() -> MoveWorkspace:
    """Returns the use case that moves workspaces to another engine or encoder."""
    from genai_core.wiring.engines import backends

    return MoveWorkspace(
        workspaces=workspace_store(),
        documents=document_store(),
        blobs=blob_store(),
        index=_engine_chunks,
        backends=backends(),
        embed=embedded_by,
        clock=clock(),
        limit_s=MOVE_LIMIT_S,
    )
