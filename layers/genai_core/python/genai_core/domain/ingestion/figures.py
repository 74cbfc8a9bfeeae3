"""Figures: the pictures inside a document, which are kept for models that read images.

A figure stands at a block of the text, so a passage has the figures of the blocks it covers. A figure whose
block is unknown, such as a scanned page, belongs to all text of its page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

FigureKind = Literal["png", "jpeg"]

MAX_FIGURES = 100
"""Maximum number of different pictures that are kept of a document."""
MAX_FIGURE_BYTES = 1_500_000
MAX_TOTAL_BYTES = 20_000_000
MAX_PLACES = 2
"""A picture at more places of a document is a logo or an ornament."""
MAX_CAPTION_CHARS = 400
FIGURE = "Figure: "
"""Begins the alternative text of a figure in the text of its document."""

_NAME = re.compile(r"[0-9a-f]{32}\.(?:png|jpeg)")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|abb(?:ildung|\.)?|bild|chart|diagram|diagramm|grafik|exhibit|image|photo|plate|scheme|"
    r"figura|图|圖|図|그림|рис(?:унок|\.)?)\s*(?:[A-Z][.-]?)?\d",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\S*[\\/]\S*|[^\n]{0,200}\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf|eps)", re.IGNORECASE
)
_PROGRAM_NAME = re.compile(
    r"(?:picture|image|img|graphic|bild|grafik|diagramm?|chart|shape|text ?box|textfeld|rectangle|group|"
    r"object|imagen|immagine|photo|logo|icon|figure|placeholder)[\s_-]*\d*",
    re.IGNORECASE,
)
_BY_PROGRAM = (
    "description automatically generated",
    "automatisch generierte beschreibung",
    "ai-generated content may be incorrect",
    "ki-generierte inhalte können fehlerhaft sein",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture at one place of a document.

    Attributes:
        name: File name among the kept pictures; equal for equal pictures.
        width, height: In pixels.
        page: Page number from 1; None if the format has no pages.
        block: Index of the block it stands at; None if it belongs to its whole page.
        description: Its alternative text; empty if it has none that carries information.
        caption: The line that the document prints below or above it; empty if there is none.
    """

    name: str
    width: int
    height: int
    page: int | None = None
    block: int | None = None
    description: str = ""
    caption: str = ""

    @property
    def kind(self) -> FigureKind:
        """The type of its file."""
        return cast(FigureKind, self.name.rpartition(".")[2])


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and the text it belongs to.

    Attributes:
        start, end: Offsets in the document's text; the end is exclusive.
    """

    figure: Figure
    start: int
    end: int


def figure_name(body: bytes, kind: FigureKind) -> str:
    """Returns the file name of a picture, which depends only on its content."""
    return f"{hashlib.sha256(body).hexdigest()[:32]}.{kind}"


def is_figure_name(name: str) -> bool:
    """Returns whether a text is the file name of a kept picture."""
    return _NAME.fullmatch(name) is not None


def informative(alternative: str) -> str:
    """Returns an alternative text in one line; empty if it is a file name or a program's default."""
    lines = (" ".join(line.split()) for line in alternative.splitlines())
    line = " ".join(line for line in lines if line and not line.casefold().startswith(_BY_PROGRAM))
    if sum(map(str.isalpha, line)) < 3 or _FILE_NAME.fullmatch(line) or _PROGRAM_NAME.fullmatch(line):
        return ""
    return line[:MAX_CAPTION_CHARS]


def moved(figures: Iterable[Figure], places: Mapping[int, int]) -> tuple[Figure, ...]:
    """Returns the figures for blocks that have new indices; one whose block is gone belongs to its page.

    Args:
        places: New index of each block that is left, by its old index.
    """
    return tuple(
        replace(figure, block=None if figure.block is None else places.get(figure.block))
        for figure in figures
    )


def captioned(figures: Iterable[Figure], texts: Sequence[str]) -> tuple[Figure, ...]:
    """Returns the figures, those without a caption with the numbered caption at, after or before their block.

    Args:
        texts: Of all blocks.
    """
    return tuple(
        replace(figure, caption=figure.caption or next(_captions(figure, texts), "")) for figure in figures
    )


def _captions(figure: Figure, texts: Sequence[str]) -> Iterator[str]:
    if figure.block is None:
        return
    for near in (figure.block, figure.block + 1, figure.block - 1):
        if 0 <= near < len(texts) and _CAPTION.match(texts[near]):
            yield " ".join(texts[near].split())[:MAX_CAPTION_CHARS]


def read_figure(stored: Mapping[str, Any]) -> Figure:
    """Returns a figure from the JSON of its `dataclasses.asdict`."""
    return Figure(**stored)
