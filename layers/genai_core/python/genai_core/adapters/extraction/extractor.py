"""Extract documents in a limited process and read its results."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from genai_core.adapters.extraction.attached_bodies import read_attached
from genai_core.adapters.extraction.figure_files import read_pictures
from genai_core.adapters.extraction.limited_process import LimitedProcess
from genai_core.adapters.extraction.sandbox import Limits
from genai_core.adapters.extraction.server_process import DOCUMENT_SERVER
from genai_core.domain.ingestion.documents import extracted_document
from genai_core.errors import InvalidInput, Misconfigured, Overloaded
from genai_core.ports.document_extractor import Extraction, NoText

_ERRORS = (InvalidInput, NoText, Overloaded, Misconfigured)


class LimitedExtractor:
    """Parses each document in its own memory-limited process without network, credentials or other files."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        process = LimitedProcess("extraction", DOCUMENT_SERVER, self._limits, _ERRORS)
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="extract-") as name:
            folder = Path(name)
            result = process.read(
                folder,
                body,
                {"file_name": file_name},
                too_slow=_too_slow(file_name, self._limits),
                crashed=lambda signal: InvalidInput(
                    f"{file_name!r} crashed its parser ({signal})",
                    remedy="It is damaged: re-save it in the original application.",
                ),
            )
            document = extracted_document(result["document"])
            attached = read_attached(folder, result["attached"])
            pictures = read_pictures(folder, document)
        return Extraction(
            document=replace(document, attached=attached, pictures=pictures),
            peak_memory_bytes=result["peak_memory_bytes"],
            seconds=time.monotonic() - started,
        )


def _too_slow(file_name: str, limits: Limits) -> InvalidInput:
    return InvalidInput(
        f"{file_name!r} was not read within {limits.wall_s} seconds ({limits.cpu_s} of processor time) "
        "or needed too much memory",
        remedy="Split the document, or export it as PDF.",
    )
