"""Files inside a document (attachments, forwarded mails, archive members), which become documents.

The path of `contract.pdf` in `mail.eml` is `mail.eml!/contract.pdf`: it names the parent, and all files
inside a document share a prefix. Uploads to such a path are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from genai_core.errors import InvalidInput

SEPARATOR = "!/"
MAX_DEPTH = 3
"""Maximum nesting of files in files; files inside the third level are named but not read."""
MAX_FILES = 200
MAX_BYTES = 100_000_000
"""Maximum total bytes of all files in one document."""
MAX_DESCENDANTS = 1000
"""Maximum number of documents below one uploaded file, at all depths together."""
MAX_PATH_BYTES = 700
"""S3 keys have at most 1024 bytes; the rest is for the prefix and for names derived from the path."""

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside a document.

    Attributes:
        name: Its own name, with its folders in an archive.
        refusal: Why it does not become a document; empty if it does.
    """

    name: str
    body: bytes = field(default=b"", repr=False)
    refusal: str = ""


def attached_path(parent: str, name: str) -> str:
    """Returns the path of a file inside the document at `parent`."""
    return f"{parent}{SEPARATOR}{name}"


def uploaded_path(path: str) -> str:
    """Returns the path of the uploaded file that contains a document, or is the document itself."""
    return path.partition(SEPARATOR)[0]


def depth(path: str) -> int:
    """Returns how many files a document is nested in."""
    return path.count(SEPARATOR)


def taken_files(parent: str, files: Iterable[AttachedFile]) -> tuple[AttachedFile, ...]:
    """Returns the files inside a document under names that can be paths, each with its refusal if any.

    Args:
        parent: Path of the document.
        files: Under the names that the document gives them.
    """
    taken: list[AttachedFile] = []
    names: set[str] = set()
    size = count = 0
    for file in files:
        checked = _named(parent, file, names)
        size += len(file.body)
        if not checked.refusal:
            count += 1
            over = _over_limits(parent, count, size)
            checked = replace(checked, refusal=over)
        names.add(checked.name.casefold())
        taken.append(replace(checked, body=b"") if checked.refusal else checked)
    return tuple(taken)


def sentence_about(file: AttachedFile) -> str:
    """Returns the sentence about a contained file in the text of its parent."""
    if file.refusal:
        return f"Attached file {file.name}, which is not read: {file.refusal}"
    return f"Attached file: {file.name}"


def safe_name(name: str) -> str:
    """Returns the name of a file inside another as a relative path.

    Raises:
        InvalidInput: It leads out of the document, or is empty after cleaning.
    """
    visible = "".join(char for char in name.replace("\\", "/") if char.isprintable())
    parts = [" ".join(part.split()).replace("!", "_") for part in visible.split("/")]
    if ".." in parts or visible.startswith("/") or _DRIVE.match(visible):
        raise InvalidInput("its name leads out of the document")
    path = "/".join(part for part in parts if part not in ("", "."))
    if not path:
        raise InvalidInput("it has no name")
    return path


def _named(parent: str, file: AttachedFile, names: set[str]) -> AttachedFile:
    try:
        name = _unused(safe_name(file.name), names)
    except InvalidInput as error:
        shown = "".join(filter(str.isprintable, file.name)).strip()
        return AttachedFile(shown[:200] or "without a name", refusal=error.message)
    refusal = file.refusal
    if not refusal and not file.body:
        refusal = "it is empty"
    if not refusal and len(attached_path(parent, name).encode()) > MAX_PATH_BYTES:
        refusal = f"its path is longer than {MAX_PATH_BYTES} bytes"
    return AttachedFile(name, file.body, refusal)


def _unused(name: str, names: set[str]) -> str:
    path = PurePosixPath(name)
    number, free = 1, name
    while free.casefold() in names:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free


def _over_limits(parent: str, count: int, size: int) -> str:
    if depth(parent) >= MAX_DEPTH:
        return f"it lies in more than {MAX_DEPTH} files"
    if count > MAX_FILES:
        return f"only {MAX_FILES} files of a document are read"
    return f"the files of a document have more than {MAX_BYTES} bytes" if size > MAX_BYTES else ""
