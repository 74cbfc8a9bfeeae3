"""Reads all files of a folder and cuts them, and prints time, memory and chunks by type:
`python -m tests.benchmarks.reading DIR`.

Files that end with a reason are left out. Processor seconds include the limited processes. It exits with 1 if
a chunk is longer than the encoder's window.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.onnx.window import read_window
from genai_core.domain.identifiers import ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import chunk_document
from genai_core.domain.ingestion.cleaned_documents import cleaned_document
from genai_core.errors import QuorumError
from tests.benchmarks.small_files import processor_s

MODEL = Path(__file__).parents[2] / ".build" / "model"


@dataclass(slots=True)
class Totals:
    """Of the files of one type."""

    files: int = 0
    pages: int = 0
    characters: int = 0
    processor_s: float = 0.0
    peak_bytes: int = 0
    chunks: int = 0
    over: int = 0


def main() -> int:
    """Returns the exit code."""
    extractor, window = LimitedExtractor(), read_window(MODEL)
    extractor.extract(b"The first line.", file_name="first.txt")
    totals: dict[str, Totals] = defaultdict(Totals)
    for path in sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file()):
        began = processor_s()
        try:
            result = extractor.extract(path.read_bytes(), file_name=path.name)
        except QuorumError:
            continue
        document = cleaned_document(result.document, named=path.stem)
        kind = totals[document.document_type]
        kind.processor_s += processor_s() - began
        kind.files += 1
        kind.pages += document.page_count
        kind.characters += len(document.text)
        kind.peak_bytes = max(kind.peak_bytes, result.peak_memory_bytes)
        for chunk in chunk_document(document, DocumentId("d"), ContentHash("v"), window=window):
            kind.chunks += 1
            title = f"{chunk.title}. " if chunk.title else ""
            kind.over += len(window.ends(f"{title}{chunk.text}")) > window.pieces
    print("type    files  pages  kB of text  processor s  pages a second  peak MB  chunks  over the window")
    for name, kind in sorted(totals.items()):
        speed = f"{kind.pages / kind.processor_s:14.1f}" if kind.pages else " " * 14
        print(
            f"{name:6} {kind.files:6} {kind.pages:6} {kind.characters / 1000:11.0f} {kind.processor_s:12.2f} "
            f"{speed}  {kind.peak_bytes / 1_000_000:8.0f} {kind.chunks:7} {kind.over:16}"
        )
    return 1 if any(kind.over for kind in totals.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
