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

from genai_core.adapters.extraction.limited_result import Subject, write_result
from genai_core.adapters.extraction.recognition.engine import load_engine
from genai_core.adapters.extraction.recognition.page_images import page_image
from genai_core.adapters.extraction.recognition.page_text import read_page
from genai_core.adapters.extraction.sandbox import Limits, confine

_READING_SHARE = 5 / 6
"""Share of the processor time after which no further line is read, so that those read are not lost."""


_PAGE = Subject("it", if_too_large="Scan it in less detail.", if_damaged="Scan it again, or export it again.")


def main(folder: Path) -> None:
    """Reads the page and writes its text."""
    request = json.loads((folder / "request.json").read_text())
    limits = Limits(**request["limits"])

    def read() -> dict[str, Any]:
        confine(limits, folder)
        image = page_image((folder / "body").read_bytes(), request["page"])
        page = read_page(image, request["page"], reading_s=limits.cpu_s * _READING_SHARE)
        return {"page": asdict(page)}

    load_engine()
    warnings.simplefilter("ignore")
    write_result(folder, read, _PAGE)
