"""The limited process: `python -m genai_core.adapters.extraction.worker FOLDER`.

Reads `FOLDER/request.json` and `FOLDER/body`, writes `FOLDER/result.json`. Whatever a parser throws
becomes one of our errors there: the parent never unpickles or evaluates anything.
"""

from __future__ import annotations

import json
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.sandbox import Limits, confine, peak_memory_bytes
from genai_core.errors import InvalidInput, QuorumError


def main(folder: Path) -> None:
    """Reads the one document and writes what came of it."""
    request = json.loads((folder / "request.json").read_text())
    # Loaded before the limits: their own start-up files and shared objects are trusted.
    from genai_core.adapters.extraction.reading import read_document  # noqa: PLC0415

    confine(Limits(**request["limits"]))
    warnings.simplefilter("ignore")
    body = (folder / "body").read_bytes()
    try:
        result: dict[str, Any] = {"document": asdict(read_document(body, request["file_name"]))}
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
            "Upload it again, or save it anew in its program.",
        )
    result["peak_memory_bytes"] = peak_memory_bytes()
    (folder / "result.json").write_text(json.dumps(result))


def _failure(name: str, message: str, remedy: str) -> dict[str, Any]:
    return {"error": {"name": name, "message": message, "remedy": remedy}}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
