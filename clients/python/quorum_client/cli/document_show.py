"""`quorum document show`: one document with its history and its chunks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from quorum_client.cli.display import (
    console,
    find_workspace,
    json_option,
    open_quorum,
    workspace_option,
    write_json,
)
from quorum_client.cli.document_names import explained, find_document
from quorum_client.protocol.codec import to_json

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.protocol.document_details import DocumentChunk, DocumentHistory, VersionHistory
    from quorum_client.values import Document


@click.command()
@click.argument("name", metavar="DOCUMENT")
@workspace_option
@click.option("--chunks", "with_chunks", is_flag=True, help="Also the chunks that it is searched by.")
@json_option
def show(name: str, *, workspace: str, with_chunks: bool, as_json: bool) -> None:
    """Shows one DOCUMENT (path or id): what it is, how far it is, and what happened to it when."""
    with open_quorum() as quorum:
        workspace_id = find_workspace(quorum, workspace).workspace_id
        item = find_document(quorum, workspace_id, name)
        history = quorum.documents.history(workspace_id, item.document_id)
        chunks = list(_chunks(quorum, item)) if with_chunks else []
    if as_json:
        listed = {"chunks": to_json(chunks)} if with_chunks else {}
        write_json({**to_json(item), "history": to_json(history.versions), **listed})
        return
    _show_facts(item)
    _show_history(history)
    for chunk in chunks:
        position = ", ".join(filter(None, (chunk.section, f"page {chunk.page}" if chunk.page else "")))
        console.print(f"\n[{chunk.ordinal + 1}] {position}".rstrip(), markup=False)
        console.print(chunk.text, markup=False)


def _chunks(quorum: Quorum, item: Document) -> Iterator[DocumentChunk]:
    """Yields the chunks of the version that is searched; none if none is."""
    start: int | None = 0 if item.answering else None
    while start is not None:
        part = quorum.documents.chunks(item.workspace_id, item.document_id, start=start)
        yield from part.chunks
        start = part.next


def _show_facts(item: Document) -> None:
    lines = {
        "document": item.document_id,
        "title": item.title,
        "status": item.status,
        "reason": explained(to_json(item)),
        "type": item.document_type,
        "size": f"{item.size_bytes:,} bytes",
        "pages": item.page_count or "",
        "chunks": item.chunk_count,
        **item.metadata,
    }
    console.print(item.path, markup=False)
    for label, text in lines.items():
        shown = ", ".join(text) if isinstance(text, tuple) else str(text)
        if shown.strip():
            console.print(f"{label:10}{shown}", markup=False)


def _show_history(history: DocumentHistory) -> None:
    console.print("history", markup=False)
    for version in history.versions:
        for at, event in _events(version):
            console.print(f"  {at[:19]}  {version.content_hash[:12]}  {event}", markup=False)


def _events(version: VersionHistory) -> Iterator[tuple[str, str]]:
    """Yields what happened to a version, newest first: the time and the words."""
    if version.replaced_at:
        yield version.replaced_at, "replaced"
    for step in reversed(version.steps):
        failed = f"{step.status} in {version.failed_step}: {version.reason}"
        yield step.at, failed if step.status == "failed" else str(step.status)
    uploader = f" by {version.owner}" if version.owner else ""
    yield version.submitted_at, f"uploaded{uploader}, {version.size_bytes:,} bytes"
