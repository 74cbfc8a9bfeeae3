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
from genai_core.adapters.extraction.sandbox import Limits, confine, peak_memory_bytes
from genai_core.errors import InvalidInput, QuorumError


def main(folder: Path) -> None:
    """Reads the document and writes the result."""
    request = json.loads((folder / "request.json").read_text())
    # Imported before the limits apply: these modules and their shared objects are trusted.
    from genai_core.adapters.extraction.content_model import load_model  # noqa: PLC0415
    from genai_core.adapters.extraction.reading import read_document  # noqa: PLC0415

    load_model()
    warnings.simplefilter("ignore")
    try:
        confine(Limits(**request["limits"]), folder)
        body = (folder / "body").read_bytes()
        document = read_document(body, request["file_name"])
        result: dict[str, Any] = {
            "document": asdict(replace(document, attached=(), pictures={})),
            "attached": write_attached(folder, document.attached),
        }
        write_pictures(folder, document.pictures)
    except QuorumError as error:
        result = _failure(type(error).__name__, error.message, error.remedy)
    except MemoryError:
        result = _failure(
            InvalidInput.__name__,
            f"{request['file_name']!r} needs more memory than allowed",
            "Split the document, or export it as PDF.",
        )
    except Exception as error:  # noqa: BLE001 -- a parser may throw anything at a hostile file
        result = _failure(
            InvalidInput.__name__,
            f"{request['file_name']!r} is damaged: {type(error).__name__}: {str(error)[:200]}",
            "Upload it again, or re-save it in the original application.",
        )
    result["peak_memory_bytes"] = peak_memory_bytes()
    (folder / "result.json").write_text(json.dumps(result))


def _failure(name: str, message: str, remedy: str) -> dict[str, Any]:
    return {"error": {"name": name, "message": message, "remedy": remedy}}
