"""Find documents by path or id, and say in words why one failed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from quorum_client.cli.tables import Record
from quorum_client.errors import WrongInput

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.values import Document


def find_document(quorum: Quorum, workspace_id: str, name: str) -> Document:
    """Returns the document of that path or id. Raises WrongInput if there is none."""
    return resolve(quorum.documents.list(workspace_id), name)


def resolve(known: list[Document], name: str) -> Document:
    """Returns the document of that id or path. Raises WrongInput if there is none, with what is near."""
    for item in known:
        if name in (item.document_id, item.path):
            return item
    near = difflib.get_close_matches(name, [item.path for item in known], n=3, cutoff=0.5)
    likely = f"Did you mean {', '.join(map(repr, near))}?" if near else "`quorum document list` shows them."
    raise WrongInput(f"there is no document {name!r}", remedy=likely)


def explained(item: Record) -> str:
    """Returns why a document failed, and whether an earlier version is still searched."""
    reason = item["reason"] or ""
    if not item["answering"] or item["answering"] == item["content_hash"]:
        return reason
    return f"{reason} The version before it still answers ({item['answering_chunks']} chunks).".strip()
