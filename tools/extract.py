"""`quorum extract FILE...`: prints the text that ingestion reads in files, without any service."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from genai_core.domain.ingestion.attached_files import attached_path
from genai_core.domain.ingestion.cleaned_documents import cleaned_document, with_attached_named
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.ingestion.recognized_pages import RecognizedPage, page_batches, with_recognized
from genai_core.errors import QuorumError
from genai_core.ports.document_extractor import NoText
from genai_core.usecases.ingestion.join_pages import require_text
from genai_core.usecases.ingestion.recognize_pages import read_pages
from genai_core.wiring.documents import document_extractor, page_recognizer
from quorum_client.errors import WrongInput
from quorum_client.unlocking import unlocked

_NOTHING = {
    "type": None,
    "reason": None,
    "title": None,
    "pages": 0,
    "characters": 0,
    "text": "",
    "tables": [],
    "warnings": [],
    "figures": [],
    "attached": [],
    "recognized": [],
}


def read_file(path: Path, password: str = "") -> dict[str, Any]:
    """Returns the text of a file, or why there is none; the content of a file never makes it fail.

    Args:
        password: Opens the file if it is locked.
    """
    try:
        body = path.read_bytes()
        body = (unlocked(body, password, name=path.name) if password else None) or body
    except (OSError, WrongInput) as error:
        return {"path": str(path), **_NOTHING, "status": "failed", "reason": str(error)}
    return _read(body, str(path))


def _read(body: bytes, path: str) -> dict[str, Any]:
    name = PurePosixPath(path)
    report = {"path": path, "status": "ok", **_NOTHING}
    try:
        extracted = document_extractor().extract(body, file_name=name.name).document
        document, pages = _recognized(cleaned_document(extracted, named=name.stem), body, name.name)
    except NoText as error:
        return report | {"status": "empty", "reason": str(error)}
    except QuorumError as error:
        return report | {"status": "failed", "reason": str(error)}
    document = with_attached_named(document, path)
    inner = [
        _read(file.body, attached_path(path, file.name)) for file in document.attached if not file.refusal
    ]
    recognized = [_described_page(page) for page in pages]
    return report | described(document) | {"attached": inner, "recognized": recognized}


def _recognized(
    document: ExtractedDocument, body: bytes, file_name: str
) -> tuple[ExtractedDocument, list[RecognizedPage]]:
    """Returns the document with the text of its scanned pages, and those pages; as ingestion does."""
    if not document.scanned_pages:
        return document, []
    numbers = (number for batch in page_batches(document) for number in batch)
    pages = list(read_pages(page_recognizer(), body, numbers))
    joined = with_recognized(document, pages)
    if not joined.attached:
        require_text(joined, file_name)
    return joined, pages


def _described_page(page: RecognizedPage) -> dict[str, Any]:
    words = [asdict(word) for word in page.words]
    return {"page": page.number, "turned": page.turned, "words": words}


def described(document: ExtractedDocument) -> dict[str, Any]:
    """Returns what was extracted, as the command writes it."""
    text = document.text
    return {
        "type": document.document_type,
        "title": document.title,
        "pages": document.page_count,
        "characters": len(text),
        "text": text,
        "tables": [asdict(table) for table in document.tables],
        "warnings": list(document.warnings),
        "figures": [
            {**asdict(item.figure), "start": item.start, "end": item.end} for item in document.placed_figures
        ],
    }


def readable(extracted: dict[str, Any]) -> Iterator[str]:
    """Yields the lines a person reads about one file."""
    if extracted["status"] != "ok":
        yield f"{extracted['path']}: {extracted['status']}: {extracted['reason']}"
        return
    yield (
        f"{extracted['path']}: {extracted['type']}, {extracted['title']!r}, {extracted['pages']} pages, "
        f"{extracted['characters']} characters, {len(extracted['tables'])} tables"
    )
    yield from (f"warning: {warning}" for warning in extracted["warnings"])
    yield ""
    yield extracted["text"]
    yield ""
    for inner in extracted["attached"]:
        yield from readable(inner)


def main(arguments: Sequence[str]) -> None:
    """Prints one report for each file, in the order given; ends well even if files cannot be read."""
    parser = argparse.ArgumentParser(prog="quorum extract", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, one for each file")
    parser.add_argument("--password", default="", help="opens files that are locked with it")
    asked = parser.parse_args(arguments)
    for path in asked.files:
        report = read_file(path, asked.password)
        lines = [json.dumps(report, ensure_ascii=False)] if asked.json else readable(report)
        print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
