"""Read one document inside the limited process that `fork_server` starts.

Reads `FOLDER/request.json` and `FOLDER/body`, writes `FOLDER/result.json`. Any exception of a parser becomes
one of our errors there: the parent never unpickles or evaluates anything.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.attached_bodies import write_attached
from genai_core.adapters.extraction.figure_files import write_pictures
from genai_core.adapters.extraction.limited_result import Subject, write_result
from genai_core.adapters.extraction.sandbox import Limits, confine


def main(folder: Path) -> None:
    """Reads the document and writes the result."""
    request = json.loads((folder / "request.json").read_text())
    # Imported before the limits apply: these modules and their shared objects are trusted.
    from genai_core.adapters.extraction.content_model import load_model  # noqa: PLC0415
    from genai_core.adapters.extraction.reading import read_document  # noqa: PLC0415

    def read() -> dict[str, Any]:
        confine(Limits(**request["limits"]), folder)
        document = read_document((folder / "body").read_bytes(), request["file_name"])
        result: dict[str, Any] = {
            "document": asdict(replace(document, attached=(), pictures={})),
            "attached": write_attached(folder, document.attached),
        }
        write_pictures(folder, document.pictures)
        return result

    load_model()
    warnings.simplefilter("ignore")
    subject = Subject(
        repr(request["file_name"]),
        if_too_large="Split the document, or export it as PDF.",
        if_damaged="Upload it again, or re-save it in the original application.",
    )
    write_result(folder, read, subject)
