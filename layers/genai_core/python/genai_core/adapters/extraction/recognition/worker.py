"""Recognise one page inside the limited process that `page_server` starts.

Reads `FOLDER/request.json` and `FOLDER/body`, writes `FOLDER/result.json`. Any exception of a library becomes
one of our errors there.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.recognition.engine import load_engine
from genai_core.adapters.extraction.recognition.page_images import page_image
from genai_core.adapters.extraction.recognition.page_text import read_page
from genai_core.adapters.extraction.sandbox import Limits, confine, peak_memory_bytes
from genai_core.errors import InvalidInput, QuorumError

_READING_SHARE = 5 / 6
"""Share of the processor time after which no further line is read, so that those read are not lost."""


def main(folder: Path) -> None:
    """Reads the page and writes its text."""
    request = json.loads((folder / "request.json").read_text())
    limits = Limits(**request["limits"])
    load_engine()
    warnings.simplefilter("ignore")
    try:
        confine(limits, folder)
        image = page_image((folder / "body").read_bytes(), request["page"])
        page = read_page(image, request["page"], reading_s=limits.cpu_s * _READING_SHARE)
        result: dict[str, Any] = {"page": asdict(page)}
    except QuorumError as error:
        result = _failure(type(error).__name__, error.message, error.remedy)
    except MemoryError:
        result = _failure(
            InvalidInput.__name__, "it needs more memory than allowed", "Scan it in less detail."
        )
    except Exception as error:  # noqa: BLE001 -- a library may throw anything at a hostile file
        result = _failure(
            InvalidInput.__name__,
            f"it is damaged: {type(error).__name__}: {str(error)[:200]}",
            "Scan it again, or export it again.",
        )
    result["peak_memory_bytes"] = peak_memory_bytes()
    (folder / "result.json").write_text(json.dumps(result))


def _failure(name: str, message: str, remedy: str) -> dict[str, Any]:
    return {"error": {"name": name, "message": message, "remedy": remedy}}
