"""Uploads: the allowed paths, and the limits of a ticket."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.attached_files import MAX_PATH_BYTES, SEPARATOR
from genai_core.domain.ingestion.document_types import KINDS, type_named
from genai_core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """A signed form: POST `fields` and then the file as `file` to `url`.

    Attributes:
        key: Key of the uploaded file. max_bytes: The signature refuses a larger file. valid_s: How long the
            form is valid.
    """

    url: str
    key: str
    max_bytes: int
    content_type: str
    valid_s: int
    fields: dict[str, str] = field(default_factory=dict[str, str])


def safe_path(name: str) -> str:
    """Returns the name as a path below the inbox: no way up, no control characters, one spelling.

    Raises:
        InvalidInput: It is empty after cleaning, too long, or names a file inside another document.
    """
    spelled = unicodedata.normalize("NFC", name).replace("\\", "/")
    visible = "".join(char for char in spelled if unicodedata.category(char)[0] != "C")
    # Blanks inside a name stay: two files that differ in them are two documents.
    parts = [part.strip() for part in visible.split("/")]
    path = "/".join(part for part in parts if part not in ("", ".", ".."))
    if not path:
        raise InvalidInput(f"the file name is {name!r}", remedy="Give it a name.")
    if SEPARATOR in path:
        raise InvalidInput(
            f"the file name {name!r} holds {SEPARATOR!r}, which marks files inside a document",
            remedy="Leave the exclamation mark out.",
        )
    if len(path.encode()) > MAX_PATH_BYTES:
        raise InvalidInput(
            f"the file name has {len(path.encode())} bytes", remedy=f"At most {MAX_PATH_BYTES} are allowed."
        )
    return path


def upload_type(path: str) -> str:
    """Returns the content type by the extension. Raises InvalidInput for unsupported types.

    Its content later decides how it is read: see `document_types`.
    """
    kind = type_named(path)
    if kind is None:
        extension = PurePosixPath(path).suffix.lower().removeprefix(".")
        raise InvalidInput(
            f"{path!r} has the unsupported type {extension!r}",
            remedy=f"Upload {KINDS}; `quorum document types` lists every extension.",
        )
    return kind.media_type


def inbox_key(workspace_id: WorkspaceId, path: str) -> str:
    """Returns the inbox key for a file of that workspace."""
    return f"inbox/{workspace_id}/{path}"
