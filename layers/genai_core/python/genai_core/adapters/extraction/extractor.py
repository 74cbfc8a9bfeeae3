"""The extractor's outer side: starts the limited process and reads what it found."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.sandbox import Limits
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.errors import InvalidInput, Overloaded, QuorumError
from genai_core.ports.document_extractor import Extraction

_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL)


class LimitedExtractor:
    """Parses each document in a process of its own, which has no network, credentials or free memory."""

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
        return Extraction(
            document=_document(result["document"]),
            peak_memory_bytes=result["peak_memory_bytes"],
            seconds=time.monotonic() - started,
        )

    def _run(self, folder: Path, file_name: str) -> None:
        command = [sys.executable, "-m", "genai_core.adapters.extraction.worker", str(folder)]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._limits.wall_s,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise _too_slow(file_name, self._limits) from error
        except OSError as error:
            raise Overloaded(f"the extraction process cannot start: {error}") from error
        if (folder / "result.json").exists() and done.returncode == 0:
            return
        if -done.returncode in _OUT_OF_TIME:
            raise _too_slow(file_name, self._limits)
        if done.returncode < 0:
            raise InvalidInput(
                f"{file_name!r} crashed its parser ({signal.Signals(-done.returncode).name})",
                remedy="It is damaged: save it anew in its program.",
            )
        raise Overloaded(f"the extraction process failed: {done.stderr.decode(errors='replace')[-500:]}")


def _environment(folder: Path) -> dict[str, str]:
    """Returns all the child sees: no credentials, no service addresses."""
    return {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LD_LIBRARY_PATH": f"{sys.base_prefix}/lib",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "OMP_NUM_THREADS": "1",
    }


def _document(found: dict[str, Any]) -> ExtractedDocument:
    blocks = tuple(
        Block(block["text"], tuple(block["heading_path"]), block["page"]) for block in found.pop("blocks")
    )
    return ExtractedDocument(blocks=blocks, **found)


def _error(name: str, message: str, remedy: str) -> QuorumError:
    known = {kind.__name__: kind for kind in (InvalidInput, Overloaded)}
    return known.get(name, InvalidInput)(message, remedy=remedy)


def _too_slow(file_name: str, limits: Limits) -> InvalidInput:
    return InvalidInput(
        f"{file_name!r} was not read within {limits.wall_s} seconds ({limits.cpu_s} of processor time) "
        "or needed too much memory",
        remedy="Split the document, or export it as PDF.",
    )
