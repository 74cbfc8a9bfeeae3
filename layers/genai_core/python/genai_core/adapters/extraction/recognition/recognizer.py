"""Recognise pages in limited processes and read their results."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from genai_core.adapters.extraction.limited_process import LimitedProcess
from genai_core.adapters.extraction.sandbox import Limits
from genai_core.domain.ingestion.recognized_pages import recognized_page
from genai_core.errors import InvalidInput, Misconfigured, Overloaded
from genai_core.ports.page_recognizer import Recognition

_SERVER = "genai_core.adapters.extraction.recognition.page_server"
_ERRORS = (InvalidInput, Overloaded, Misconfigured)
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
        process = LimitedProcess("recognition", _SERVER, self._limits, _ERRORS)
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="recognize-") as name:
            result = process.read(
                Path(name),
                body,
                {"page": page},
                too_slow=InvalidInput(
                    f"it took longer than {self._limits.cpu_s} seconds or needed too much memory",
                    remedy="Scan it in less detail.",
                ),
                crashed=lambda signal: InvalidInput(
                    f"it crashed the recognition ({signal})",
                    remedy="It is damaged, or too large: scan it again.",
                ),
            )
        return Recognition(
            page=recognized_page(result["page"] | {"number": page}),
            peak_memory_bytes=result["peak_memory_bytes"],
            seconds=time.monotonic() - started,
        )
