"""`quorum ingest`: files and folders into a workspace, until they can be searched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from quorum_client.cli.display import (
    json_option,
    notes,
    open_quorum,
    prose,
    workspace_option,
    write_json,
)
from quorum_client.cli.exits import Interrupted
from quorum_client.cli.terminal import SafeConsole
from quorum_client.cli.upload_names import files_by_name
from quorum_client.errors import ClientError, QuorumUnreachable, ServerRefused, Unreadable, WrongInput
from quorum_client.unlocking import open_copy

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.documents import Uploaded
    from quorum_client.values import Document

_ASK = "-"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option
@json_option
@click.option("--limit", "limit_s", default=900.0, show_default=True, help="Seconds to wait for all of them.")
@click.option("--author", default="", help="Who wrote them, if the files do not say.")
@click.option("--date", default="", help="When, such as 2024-05-17 or 2024.")
@click.option("--language", default="", help="What they are in, such as de, if the files do not say.")
@click.option("--tag", "tags", multiple=True, help="A tag to filter by; may be repeated.")
@click.option(
    "--password",
    default="",
    envvar="QUORUM_DOCUMENT_PASSWORD",
    help="Opens locked files on this machine before they are uploaded; - asks for it.",
)
@click.option("--reader", "readers", multiple=True, help="A user who alone may find them; may be repeated.")
def ingest(
    paths: tuple[Path, ...],
    *,
    workspace: str,
    as_json: bool,
    limit_s: float,
    password: str,
    **description: str | tuple[str, ...],
) -> None:
    """Uploads PATHS (files, or folders with all they hold) and waits until they are ready.

    The workspace is created if you have none of that id or name. Files of one name become documents of their
    own, told apart by the folders above them. Ends with status 1 if any document failed.
    """
    files = files_by_name(paths)
    for name, file in files.items():
        if file in paths and "/" in name:
            notes.print(f"{file} becomes the document {name}: another file has its name.", markup=False)
    if password == _ASK:
        password = click.prompt("Password of the files", hide_input=True)
    metadata = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in description.items()
        if value
    }
    with open_quorum() as quorum:
        wanted = workspace or quorum.session.workspace_id
        if not wanted:
            raise WrongInput("no workspace is named", remedy="Add --workspace NAME")
        workspace_id = quorum.workspaces.find_or_create(wanted).workspace_id
        upload = partial(_upload, quorum, workspace_id, metadata=metadata, password=password)
        try:
            results = _ingest(quorum, workspace_id, files, upload=upload, limit_s=limit_s)
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted", remedy="Uploaded files are still processed; `quorum document list` shows them"
            ) from None
    if as_json:
        write_json(results)
    _show_results(results, prose(as_json=as_json))


def _show_results(results: list[dict[str, Any]], out: SafeConsole) -> None:
    failed = [result for result in results if result["status"] != "ready"]
    for result in failed:
        out.print(f"✗ {result['path']}: {result['reason']}", soft_wrap=True, markup=False)
    out.print(f"{len(results) - len(failed)} of {len(results)} documents are ready.")
    if failed:
        raise SystemExit(ClientError.exit_status)


def _ingest(
    quorum: Quorum,
    workspace_id: str,
    files: dict[str, Path],
    *,
    upload: Callable[[str, Path], Uploaded],
    limit_s: float,
) -> list[dict[str, Any]]:
    refused: dict[str, str] = {}
    versions: dict[str, str] = {}
    names: dict[str, str] = {}
    with _progress() as progress:
        bars = {name: progress.add_task(name, total=_STEPS["ready"], status="waiting") for name in files}
        for name, file in files.items():
            progress.update(bars[name], status="uploading")
            try:
                uploaded = upload(name, file)
            except (ServerRefused, WrongInput, Unreadable, QuorumUnreachable) as error:
                # One file that did not arrive must not hide the results of the others.
                refused[name] = str(error)
                progress.update(bars[name], status="refused")
                continue
            versions[uploaded.path], names[uploaded.path] = uploaded.version, name

        def show(document: Document) -> None:
            done = _STEPS.get(document.status, 0)
            progress.update(bars[names[document.path]], completed=done, status=document.status)

        settled = quorum.documents.wait(workspace_id, versions, limit_s=limit_s, on_change=show)
    documents = {names[document.path]: document for document in settled}
    return [_result(name, documents.get(name), refused.get(name, "")) for name in files]


def _upload(
    quorum: Quorum, workspace_id: str, name: str, file: Path, *, metadata: dict[str, Any], password: str
) -> Uploaded:
    with open_copy(file, password) as readable:
        return quorum.documents.upload(workspace_id, readable, path=name, metadata=metadata)


def _result(name: str, document: Document | None, refused: str) -> dict[str, Any]:
    if document is None:
        reason = refused or "It was uploaded, but nobody has taken it up yet."
        return {"path": name, "document_id": None, "status": "failed", "reason": reason, "chunks": 0}
    return {
        "path": name,
        "document_id": document.document_id,
        "status": document.status,
        "reason": document.reason or (None if document.status == "ready" else "It is still being worked on."),
        "chunks": document.chunk_count,
    }


# How far a document is, of 5.
_STEPS = {"submitted": 1, "extracting": 2, "embedding": 3, "indexing": 4, "ready": 5}


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[status]}"),
        TimeElapsedColumn(),
        console=notes,
        disable=not notes.is_terminal,
    )
