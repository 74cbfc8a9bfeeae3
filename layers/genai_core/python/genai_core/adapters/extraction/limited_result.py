"""Write what a limited process has read, or the error that ended it, for the process that started it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.sandbox import peak_memory_bytes
from genai_core.errors import InvalidInput, QuorumError

_SHOWN_CHARS = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """What is read, in the words of an error.

    Attributes:
        name: "it", or the file's name.
        if_too_large, if_damaged: Remedies.
    """

    name: str
    if_too_large: str
    if_damaged: str


def write_result(folder: Path, read: Callable[[], dict[str, Any]], subject: Subject) -> None:
    """Writes `FOLDER/result.json`: what `read` returns, or its exception as one of our errors."""
    try:
        result = read()
    except QuorumError as error:
        result = _failure(type(error), error.message, error.remedy)
    except MemoryError:
        message = f"{subject.name} needs more memory than allowed"
        result = _failure(InvalidInput, message, subject.if_too_large)
    except Exception as error:  # noqa: BLE001 -- a library may throw anything at a hostile file
        reason = f"{type(error).__name__}: {str(error)[:_SHOWN_CHARS]}"
        result = _failure(InvalidInput, f"{subject.name} is damaged: {reason}", subject.if_damaged)
    result["peak_memory_bytes"] = peak_memory_bytes()
    (folder / "result.json").write_text(json.dumps(result))


def _failure(kind: type[QuorumError], message: str, remedy: str) -> dict[str, Any]:
    return {"error": {"name": kind.__name__, "message": message, "remedy": remedy}}
