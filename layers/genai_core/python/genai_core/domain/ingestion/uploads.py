"""Uploads: where a file may land, and what a ticket for it says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from genai_core.domain.identifiers import WorkspaceId
from genai_core.errors import InvalidInput

MAX_PATH_BYTES = 700
"""S3 keys end at 1024 bytes; the rest is for the prefix and for what is derived from the path."""

UPLOAD_TYPES: dict[str, str] = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "epub": "application/epub+zip",
    "htm": "text/html",
    "html": "text/html",
    "json": "application/json",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}
"""What may be uploaded, by extension; whether a kind can be read is decided by its content later."""


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """A signed form: POST `fields` and then the file as `file` to `url`.

    Attributes:
        key: Where the file will be. max_bytes: A larger file is refused by the signature.
        valid_s: How long the form is good.
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
        InvalidInput: Nothing is left of it, or it is too long.
    """
    spelled = unicodedata.normalize("NFC", name).replace("\\", "/")
    visible = "".join(char for char in spelled if unicodedata.category(char)[0] != "C")
    parts = [re.sub(r"\s+", " ", part).strip() for part in visible.split("/")]
    path = "/".join(part for part in parts if part not in ("", ".", ".."))
    if not path:
        raise InvalidInput(f"the file name is {name!r}", remedy="Give it a name.")
    if len(path.encode()) > MAX_PATH_BYTES:
        raise InvalidInput(
            f"the file name has {len(path.encode())} bytes", remedy=f"At most {MAX_PATH_BYTES} are allowed."
        )
    return path


def upload_type(path: str) -> str:
    """Returns the content type by the extension. Raises InvalidInput for kinds that nobody can read."""
    extension = path.rsplit(".", 1)[-1].lower() if "." in path else ""
    if extension not in UPLOAD_TYPES:
        raise InvalidInput(
            f"{path!r} is a file of kind {extension!r}",
            remedy=f"Upload one of {', '.join(sorted(UPLOAD_TYPES))}.",
        )
    return UPLOAD_TYPES[extension]


def inbox_key(workspace_id: WorkspaceId, path: str) -> str:
    """Returns where a file of that workspace is dropped."""
    return f"inbox/{workspace_id}/{path}"
