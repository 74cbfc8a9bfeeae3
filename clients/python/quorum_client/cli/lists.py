"""`quorum documents | sessions | models | usage`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from quorum_client.cli.display import (
    console,
    find_workspace,
    json_option,
    open_quorum,
    show_table,
    workspace_option,
    write_result,
)
from quorum_client.cli.stores import list_stores
from quorum_client.values import Document

ADD_A_MODEL = """
Add a better model with one setting, then run `make start` again:
  any OpenAI-compatible server   OPENAI_BASE_URL=http://127.0.0.1:11434/v1 OPENAI_MODEL=llama3.1 make start
  Amazon Bedrock                 under "models" in config.json: "provider": "bedrock", "target": "<model id>"
More members of different families make agreement mean more."""


@click.command()
@workspace_option
@json_option
def documents(workspace: str, json_file: Path | None) -> None:
    """Lists the documents of a workspace with their status."""
    with open_quorum() as quorum:
        found = quorum.documents.list(find_workspace(quorum, workspace).workspace_id)
    write_result(
        json_file,
        [
            {
                "path": item.path,
                "document_id": item.document_id,
                "status": item.status,
                "reason": item.reason or None,
                "chunks": item.chunk_count,
                "answering": item.answering or None,
                "answering_chunks": item.answering_chunks,
            }
            for item in found
        ],
    )
    rows = [(item.path, item.status, item.chunk_count, item.title, _explained(item)) for item in found]
    show_table(("path", "status", "chunks", "title", "reason"), rows, empty="There are no documents yet.")


def _explained(item: Document) -> str:
    """Returns why a document failed, and which version answers meanwhile if it is an earlier one."""
    if not item.answering or item.answering == item.content_hash:
        return item.reason
    return f"{item.reason} The version before it still answers ({item.answering_chunks} chunks).".strip()


@click.command()
@json_option
def sessions(json_file: Path | None) -> None:
    """Lists your conversations, last used first."""
    with open_quorum() as quorum:
        found = quorum.sessions()
    write_result(json_file, found)
    rows = [
        (item["session_id"], item["title"], item["message_count"], item["updated_at"][:19]) for item in found
    ]
    show_table(("session", "title", "messages", "last used"), rows, empty="There are no conversations yet.")


@click.command()
@json_option
@click.option("--check", is_flag=True, help="Asks each something trivial; fails where none answers.")
@click.option("--stores", is_flag=True, help="Lists the search stores that can be plugged in instead.")
def models(json_file: Path | None, *, check: bool, stores: bool) -> None:
    """Lists the models that are asked, and says how to add a better one."""
    if stores:
        list_stores(json_file)
        return
    with open_quorum() as quorum:
        found = quorum.models(check=check)
    write_result(json_file, found)
    if check:
        _show_health(found)
        return
    rows = [
        (item["id"], item["family"], item["provider"], item["role"], item["context_tokens"]) for item in found
    ]
    show_table(("model", "family", "provider", "role", "context"), rows, empty="No model is configured.")
    console.print(ADD_A_MODEL, highlight=False, soft_wrap=True, markup=False)


def _show_health(found: list[dict[str, Any]]) -> None:
    rows = [
        (item["id"], "yes" if item["answers"] else "no", item["latency_ms"], item["reason"]) for item in found
    ]
    show_table(("model", "answers", "ms", "reason"), rows, empty="No model is configured.")
    if not any(item["answers"] for item in found):
        raise SystemExit(1)


@click.command()
@json_option
def usage(json_file: Path | None) -> None:
    """Lists what you have used, per day and model."""
    with open_quorum() as quorum:
        found = quorum.usage()
    write_result(json_file, found)
    rows = [
        (
            line["day"],
            line["model_id"],
            line["usage"].get("input_tokens"),
            line["usage"].get("output_tokens"),
            f"{line['usage'].get('cost_usd', 0):.4f}",
        )
        for line in found["lines"]
    ]
    show_table(("day", "model", "tokens in", "tokens out", "USD"), rows, empty="Nothing was used yet.")
