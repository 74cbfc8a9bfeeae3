"""`quorum document`: the documents of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quorum_client.cli import document_show
from quorum_client.cli.display import (
    confirm,
    console,
    find_workspace,
    notes,
    open_quorum,
    workspace_option,
    yes_option,
)
from quorum_client.cli.document_names import explained, find_document, resolve
from quorum_client.cli.files import output_option, write_output
from quorum_client.cli.groups import NounGroup
from quorum_client.cli.ingest import ingest
from quorum_client.cli.tables import list_options, write_list
from quorum_client.protocol.document_types import DOCUMENT_TYPES
from quorum_client.protocol.status import DocumentStatus

if TYPE_CHECKING:
    from quorum_client.values import Document


@click.group(cls=NounGroup)
def document() -> None:
    """The documents of a workspace."""


@document.command()
@list_options
def types(output_format: str) -> None:
    """Lists the types of documents that can be uploaded, with the extensions of their file names."""
    records = [{"type": kind.name, "extensions": " ".join(kind.extensions)} for kind in DOCUMENT_TYPES]
    write_list(output_format, records, {"type": "type", "extensions": "extensions"}, empty="")


@document.command("list")
@workspace_option
@click.option(
    "--status", type=click.Choice([str(status) for status in DocumentStatus]), help="Only those that are so."
)
@list_options
def list_documents(workspace: str, *, status: str | None, output_format: str) -> None:
    """Lists the documents of a workspace with their status, newest first."""
    with open_quorum() as quorum:
        documents = quorum.documents.list(find_workspace(quorum, workspace).workspace_id)
    records = [_record(item) for item in documents if status in (None, item.status)]
    columns = {
        "path": "path",
        "status": "status",
        "chunks": "chunks",
        "title": "title",
        "reason": explained,
    }
    empty = "There are no documents yet. Bring some in with `quorum ingest FILE...`."
    write_list(
        output_format, records, columns, empty=f"No document has the status {status!r}." if status else empty
    )


@document.command()
@click.argument("name", metavar="DOCUMENT")
@workspace_option
@click.option("--original", is_flag=True, help="The file as it was uploaded; needs --output or a pipe.")
@output_option
def export(name: str, *, workspace: str, original: bool, output: Path | None) -> None:
    """Writes the text that Quorum reads in DOCUMENT (path or id), or the original file."""
    with open_quorum() as quorum:
        workspace_id = find_workspace(quorum, workspace).workspace_id
        item = find_document(quorum, workspace_id, name)
        if original:
            write_output(quorum.documents.original(workspace_id, item.document_id), output)
        else:
            write_output(quorum.documents.text(workspace_id, item.document_id), output)


@document.command()
@click.argument("names", nargs=-1, metavar="[DOCUMENT]...")
@workspace_option
@click.option("--failed", is_flag=True, help="Every document that failed.")
def retry(names: tuple[str, ...], *, workspace: str, failed: bool) -> None:
    """Processes documents (paths or ids) again."""
    if bool(names) == failed:
        raise click.UsageError("Name documents, or give --failed.")
    with open_quorum() as quorum:
        workspace_id = find_workspace(quorum, workspace).workspace_id
        known = quorum.documents.list(workspace_id)
        wanted = [resolve(known, name) for name in names] or [
            item for item in known if item.status is DocumentStatus.FAILED
        ]
        for item in wanted:
            quorum.documents.retry(workspace_id, item.document_id)
            console.print(f"{item.path} is processed again.", markup=False)
    if not wanted:
        notes.print("No document has failed.")


@document.command()
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@workspace_option
@yes_option
def delete(names: tuple[str, ...], *, workspace: str, yes: bool) -> None:
    """Deletes documents (paths or ids), with the attachments that were read out of them."""
    with open_quorum() as quorum:
        workspace_id = find_workspace(quorum, workspace).workspace_id
        known = quorum.documents.list(workspace_id)
        wanted = [resolve(known, name) for name in names]
        confirm(f"Delete {', '.join(item.path for item in wanted)}?", yes=yes)
        for item in wanted:
            quorum.documents.delete(workspace_id, item.document_id)
            console.print(f"{item.path} is being deleted.", markup=False)


document.add_command(document_show.show)
document.add_command(ingest)
document.add_alias("create", ingest)
document.add_alias("add", ingest)


def _record(item: Document) -> dict[str, Any]:
    """Returns the fields of a list."""
    return {
        "path": item.path,
        "document_id": item.document_id,
        "status": str(item.status),
        "reason": item.reason or None,
        "chunks": item.chunk_count,
        "answering": item.answering or None,
        "answering_chunks": item.answering_chunks,
        "title": item.title,
        "type": item.document_type,
        "size_bytes": item.size_bytes,
        "content_hash": item.content_hash,
        "created_at": item.created_at,
        "updated_at": item.updated_at,
    }
