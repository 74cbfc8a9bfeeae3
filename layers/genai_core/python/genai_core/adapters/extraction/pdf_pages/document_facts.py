"""Read bookmarks, title, author, date and attached files of a PDF."""

from __future__ import annotations

import re

import pypdfium2 as pdfium

from genai_core.adapters.extraction.passages import descend, titles
from genai_core.domain.ingestion.attached_files import MAX_BYTES, MAX_FILES, AttachedFile

_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")


def outline(document: pdfium.PdfDocument) -> dict[int, list[tuple[str, ...]]]:
    """Returns page (from 0) -> heading paths of the bookmarks that point to it, in order."""
    paths: dict[int, list[tuple[str, ...]]] = {}
    path: list[tuple[int, str]] = []
    try:
        for mark in document.get_toc(max_depth=6):
            target = mark.get_dest()
            title = " ".join(mark.get_title().split())
            page = target.get_index() if target else None
            if title and page is not None:
                path = descend(path, mark.level, title)
                paths.setdefault(page, []).append(titles(path))
    except (pdfium.PdfiumError, ValueError):
        return {}
    return paths


def source_of(document: pdfium.PdfDocument) -> dict[str, str]:
    properties = document.get_metadata_dict(skip_empty=True)
    date = _DATE.match(properties.get("CreationDate", ""))
    title = " ".join(properties.get("Title", "").split())
    source = {
        # Office programs store their own file name there, which says less than the upload's.
        "title": "" if re.search(r"^(?:Microsoft Word|untitled)|\.\w{2,4}$", title, re.IGNORECASE) else title,
        "author": " ".join(properties.get("Author", "").split()),
        "date": "-".join(part for part in date.groups() if part) if date else "",
        "page_count": str(len(document)),
    }
    return {key: value for key, value in source.items() if value}


def attached_files(document: pdfium.PdfDocument) -> list[AttachedFile]:
    """Returns the files inside a PDF; one that cannot be read says why."""
    files: list[AttachedFile] = []
    size = 0
    for number in range(document.count_attachments()):
        name = f"attachment {number + 1}"
        try:
            attachment = document.get_attachment(number)
            name = attachment.get_name() or name
            body = bytes(attachment.get_data()) if number < MAX_FILES and size <= MAX_BYTES else b""
        except pdfium.PdfiumError as error:
            files.append(AttachedFile(name, refusal=f"it is damaged: {error}"))
            continue
        size += len(body)
        files.append(AttachedFile(name, body))
    return files
