"""Recognise pages in limited processes and read their results."""

from __future__ import annotations

import json
import signal
import tempfile
import time
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path

from genai_core.adapters.extraction.sandbox import Limits, hide_from_children
from genai_core.adapters.extraction.server_process import last_words, read_in_child
from genai_core.domain.ingestion.recognized_pages import recognized_page
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError
from genai_core.ports.page_recognizer import Recognition

_SERVER = "genai_core.adapters.extraction.recognition.page_server"
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)
PAGE_LIMITS = Limits(memory_bytes=1_300_000_000, cpu_s=60, wall_s=120)
"""Limits for one page. Libraries and models take half a gigabyte of address space, little of it resident."""
QUESTION_LIMITS = replace(PAGE_LIMITS, cpu_s=12, wall_s=15)
"""Limits for an image of a question: a gateway waits 29 seconds for its text and the answer."""


class LimitedRecognizer:
    """Recognises each page in its own memory-limited process without network, credentials or other files."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or PAGE_LIMITS

    def recognize(self, body: bytes, *, page: int) -> Recognition:
        if find_spec("rapidocr") is None:
            raise Misconfigured(
                "text in pictures is recognised by the package rapidocr, which is not installed",
                remedy="Install it: pip install 'quorum-core[recognition]'.",
            )
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="recognize-") as name:
            folder = Path(name)
            (folder / "body").write_bytes(body)
            request = {"page": page, "limits": asdict(self._limits)}
            (folder / "request.json").write_text(json.dumps(request))
            self._run(folder)
            result = json.loads((folder / "result.json").read_text())
        if "error" in result:
            raise _error(**result["error"])
        return Recognition(
            page=recognized_page(result["page"] | {"number": page}),
            peak_memory_bytes=result["peak_memory_bytes"],
            seconds=time.monotonic() - started,
        )

    def _run(self, folder: Path) -> None:
        hide_from_children()
        exit_code = read_in_child(folder, self._limits.wall_s, server=_SERVER)
        if exit_code == 0 and (folder / "result.json").exists():
            return
        if -exit_code in _OUT_OF_TIME:
            raise InvalidInput(
                f"it took longer than {self._limits.cpu_s} seconds or needed too much memory",
                remedy="Scan it in less detail.",
            )
        if exit_code < 0:
            raise InvalidInput(
                f"it crashed the recognition ({signal.Signals(-exit_code).name})",
                remedy="It is damaged, or too large: scan it again.",
            )
        raise Overloaded(f"the recognition process failed: {last_words(folder)}")


def _error(name: str, message: str, remedy: str) -> QuorumError:
    known = {kind.__name__: kind for kind in (InvalidInput, Overloaded, Misconfigured)}
    return known.get(name, InvalidInput)(message, remedy=remedy)
