"""`quorum ingest`: files and folders into a workspace, until they can be searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from quorum_client.cli.display import console, json_option, open_quorum, workspace_option, write_result
from quorum_client.client import Quorum
from quorum_client.errors import ClientError, ServerRefused, WrongInput
from quorum_client.values import Document


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option
@json_option
@click.option("--limit", "limit_s", default=900.0, show_default=True, help="Seconds to wait for all of them.")
@click.option("--author", default="", help="Who wrote them, where the files do not say.")
@click.option("--date", default="", help="When, such as 2024-05-17 or 2024.")
@click.option("--language", default="", help="What they are in, such as de, where the files do not say.")
@click.option("--tag", "tags", multiple=True, help="A tag to filter by; may be repeated.")
@click.option("--reader", "readers", multiple=True, help="A user who alone may find them; may be repeated.")
def ingest(
    paths: tuple[Path, ...],
    *,
    workspace: str,
    json_file: Path | None,
    limit_s: float,
    **said: str | tuple[str, ...],
) -> None:
    """Uploads PATHS (files, or folders with all they hold) and waits until they are ready.

    The workspace is created if it is missing. Ends with status 1 if any document failed.
    """
    files = dict(_named(paths))
    metadata = {
        name: list(value) if isinstance(value, tuple) else value for name, value in said.items() if value
    }
    with open_quorum() as quorum:
        wanted = workspace or quorum.session.workspace_id
        if not wanted:
            raise WrongInput("no workspace is named", remedy="Add --workspace NAME")
        workspace_id = quorum.workspaces.find_or_create(wanted).workspace_id
        results = _ingest(quorum, workspace_id, files, metadata=metadata, limit_s=limit_s)
    write_result(json_file, results)
    failed = [result for result in results if result["status"] != "ready"]
    for result in failed:
        console.print(f"[red]✗[/red] {result['path']}: {result['reason']}", soft_wrap=True)
    console.print(f"{len(results) - len(failed)} of {len(results)} documents are ready.")
    if failed:
        raise SystemExit(ClientError.exit_status)


def _named(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yields each file with its path in the workspace: below a folder given, that folder's name stays."""
    for path in paths:
        if path.is_dir():
            inside = [
                file for file in sorted(path.rglob("*")) if file.is_file() and not _is_hidden(file, path)
            ]
            yield from (
                (
                    file.relative_to(
                        path.resolve().parent if path.name in ("", "..") else path.parent
                    ).as_posix(),
                    file,
                )
                for file in inside
            )
        elif path.is_file():
            yield path.name, path
        else:
            raise WrongInput(f"there is no file {str(path)!r}")


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _ingest(
    quorum: Quorum,
    workspace_id: str,
    files: dict[str, Path],
    *,
    metadata: dict[str, Any],
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
                uploaded = quorum.documents.upload(workspace_id, file, path=name, metadata=metadata)
            except (ServerRefused, WrongInput) as error:
                refused[name] = str(error)
                progress.update(bars[name], status="refused")
                continue
            versions[uploaded.path], names[uploaded.path] = uploaded.version, name

        def show(document: Document) -> None:
            done = _STEPS.get(document.status, 0)
            progress.update(bars[names[document.path]], completed=done, status=document.status)

        settled = quorum.documents.wait(workspace_id, versions, limit_s=limit_s, on_change=show)
    found = {names[document.path]: document for document in settled}
    return [_result(name, found.get(name), refused.get(name, "")) for name in files]


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
        console=console,
    )
