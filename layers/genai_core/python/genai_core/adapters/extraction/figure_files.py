"""Pass the pictures of a document from the limited process to its parent, through the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from genai_core.adapters.extraction.picture_signatures import picture_type
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.ingestion.figures import (
    MAX_FIGURE_BYTES,
    MAX_FIGURES,
    FigureKind,
    figure_name,
)

_KINDS: Mapping[str, FigureKind] = {"png": "png", "jpg": "jpeg"}


def write_pictures(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """Writes each picture under its name."""
    for name, body in pictures.items():
        (folder / name).write_bytes(body)


def read_pictures(folder: Path, document: ExtractedDocument) -> dict[str, bytes]:
    """Reads the pictures of the document's figures back.

    The process that wrote them may have been taken over, so each must be a small picture under the name that
    its content gives; others are left out.
    """
    names = dict.fromkeys(figure.name for figure in document.figures)
    return {name: body for name in list(names)[:MAX_FIGURES] if (body := _read(folder, name))}


def _read(folder: Path, name: str) -> bytes:
    path = folder / Path(name).name
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_FIGURE_BYTES:
        return b""
    body = path.read_bytes()
    kind = _KINDS.get(picture_type(body))
    return body if kind and figure_name(body, kind) == name else b""
