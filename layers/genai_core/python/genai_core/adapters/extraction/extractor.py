"""Extract documents in a limited process and read its results."""

from __future__ import annotations

import json
import signal
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

from genai_core.adapters.extraction.attached_bodies import read_attached
from genai_core.adapters.extraction.figure_files import read_pictures
from genai_core.adapters.extraction.sandbox import Limits, hide_from_children
from genai_core.adapters.extraction.server_process import last_words, read_in_child
from genai_core.domain.ingestion.documents import extracted_document
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError
from genai_core.ports.document_extractor import Extraction, NoText

_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)


class LimitedExtractor:
    """Parses each document in its own memory-limited process without network, credentials or other files."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="extract-") as name:
            folder = Path(name)
            (folder / "body").write_bytes(body)
            request = {"file_name": file_name, "limits": asdict(self._limits)}
            (folder / "request.json").write_text(json.dumps(request))
            self._run(folder, file_name)
            result = json.loads((folder / "result.json").read_text())
            if "error" in result:
                raise _error(**result["error"])
            document = extracted_document(result["document"])
            attached = read_attached(folder, result["attached"])
            pictures = read_pictures(folder, document)
        return Extraction(
            document=replace(document, attached=attached, pictures=pictures),
            peak_memory_bytes=result["peak_memory_bytes"],
            seconds=time.monotonic() - started,
        )

    def _run(self, folder: Path, file_name: str) -> None:
        hide_from_children()
        exit_code = read_in_child(folder, self._limits.wall_s)
        if exit_code == 0 and (folder / "result.json").exists():
            return
        if -exit_code in _OUT_OF_TIME:
            raise _too_slow(file_name, self._limits)
        if exit_code < 0:
            raise InvalidInput(
                f"{file_name!r} crashed its parser ({signal.Signals(-exit_code).name})",
                remedy="It is damaged: re-save it in the original application.",
            )
        raise Overloaded(f"the extraction process failed: {last_words(folder)}")


def _error(name: str, message: str, remedy: str) -> QuorumError:
    known = {kind.__name__: kind for kind in (InvalidInput, NoText, Overloaded, Misconfigured)}
    return known.get(name, InvalidInput)(message, remedy=remedy)


def _too_slow(file_name: str, limits: Limits) -> InvalidInput:
    return InvalidInput(
        f"{file_name!r} was not read within {limits.wall_s} seconds ({limits.cpu_s} of processor time) "
        "or needed too much memory",
        remedy="Split the document, or export it as PDF.",
    )
