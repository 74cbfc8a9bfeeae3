"""The routes about documents and their upload."""

from __future__ import annotations

from genai_core.domain.protocol.document_details import ChunksQuery, DocumentChunks, DocumentHistory
from genai_core.domain.protocol.documents import (
    ContentQuery,
    Document,
    DocumentContent,
    DocumentPage,
    DocumentsQuery,
    UploadTicket,
    UploadWish,
    WorkBegun,
)
from genai_core.domain.protocol.route import Route
from genai_core.domain.protocol.route import route as _route

_DOCUMENTS = "/workspaces/{workspace_id}/documents"
_DOCUMENT = f"{_DOCUMENTS}/{{document_id}}"

DOCUMENT_ROUTES: tuple[Route, ...] = (
    _route(
        "list_documents",
        f"GET {_DOCUMENTS}",
        "Lists a workspace's documents, newest first.",
        DocumentPage,
        query=DocumentsQuery,
    ),
    _route("get_document", f"GET {_DOCUMENT}", "Returns a document's record with its status.", Document),
    _route(
        "read_content",
        f"GET {_DOCUMENT}/content",
        "Returns a part of a document's text with its blocks, and a short-lived link to the file.",
        DocumentContent,
        query=ContentQuery,
    ),
    _route(
        "list_chunks",
        f"GET {_DOCUMENT}/chunks",
        "Returns a part of the chunks that a document is searched by, in order.",
        DocumentChunks,
        query=ChunksQuery,
    ),
    _route(
        "get_history",
        f"GET {_DOCUMENT}/history",
        "Returns the versions of a document, newest first, and what happened to each when.",
        DocumentHistory,
    ),
    _route(
        "delete_document",
        f"DELETE {_DOCUMENT}",
        "Deletes a document, whatever its status.",
        WorkBegun,
        status=202,
    ),
    _route(
        "retry_document",
        f"POST {_DOCUMENT}/retry",
        "Processes a failed or stuck document again.",
        WorkBegun,
        status=202,
    ),
    _route(
        "sign_upload",
        "POST /presigned-url",
        "Returns a form that takes one file of this name, its type, and up to the size limit.",
        UploadTicket,
        body=UploadWish,
        status=201,
    ),
)
