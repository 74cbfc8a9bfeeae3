"""Read zip archives: the files inside become documents, and the archive's text names them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.packages import opened
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.attached_files import MAX_BYTES, MAX_FILES, AttachedFile

_MAX_NAMED = 2000
_SYSTEM_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_ENCRYPTED, _SYMBOLIC_LINK = 0x1, 0o120000


class ZipParser(BaseBlobParser):
    """One block that states the number of files in the archive; the files are named after it."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with opened(blob.as_bytes()) as archive:
            members = [info for info in archive.infolist() if not info.is_dir() and not _is_system(info)]
            source = {"attached": list(_files(archive, members))}
        if members:
            yield passage(f"Files in this archive: {len(members)}.", source=source)


def _files(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[AttachedFile]:
    size = 0
    for count, info in enumerate(members[:_MAX_NAMED], start=1):
        size += info.file_size
        if count > MAX_FILES or size > MAX_BYTES:
            limit = f"{MAX_FILES} files" if count > MAX_FILES else f"{MAX_BYTES} bytes"
            yield AttachedFile(_name(info), refusal=f"only {limit} of an archive are read")
        else:
            yield _file(archive, info)


def _file(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> AttachedFile:
    name = _name(info)
    if info.flag_bits & _ENCRYPTED:
        return AttachedFile(name, refusal="it is protected by a password")
    if info.external_attr >> 16 & 0o170000 == _SYMBOLIC_LINK:
        return AttachedFile(name, refusal="it is a link to another file")
    try:
        return AttachedFile(name, archive.read(info))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        return AttachedFile(name, refusal=f"it is damaged: {error}"[:200])


def _is_system(info: zipfile.ZipInfo) -> bool:
    return info.filename.startswith(_SYSTEM_FILES[0]) or info.filename.endswith(_SYSTEM_FILES[1:])


def _name(info: zipfile.ZipInfo) -> str:
    """Returns the name, decoded as UTF-8 if it was stored as UTF-8 without the flag for it."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
