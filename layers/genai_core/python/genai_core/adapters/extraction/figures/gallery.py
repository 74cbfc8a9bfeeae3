"""Keep the pictures of one document within limits; repeated and blank ones are left out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from genai_core.adapters.extraction.figures.encoding import encoded
from genai_core.adapters.extraction.figures.pictures import Picture
from genai_core.domain.ingestion.figures import (
    MAX_CAPTION_CHARS,
    MAX_FIGURES,
    MAX_PLACES,
    MAX_TOTAL_BYTES,
    Figure,
    figure_name,
    informative,
)

MAX_OWN_S, MAX_DOCUMENT_S = 12.0, 35.0
"""Processor time of the pictures, and of the document, after which no more are kept: text comes first."""
_MAX_PLACES_LISTED = 20_000


class Gallery:
    """Collects the pictures of one document while its parser has the file open."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self._figures: list[tuple[str, Figure]] = []
        self._kept: dict[str, Figure | None] = {}
        self._places: Counter[str] = Counter()
        self._left_out: set[str] = set()
        self._spent_s = 0.0
        self._began_s = time.process_time()

    def take(self, pictures: Iterable[Picture], *, page: int | None, block: int | None) -> None:
        """Keeps pictures that stand at a block of the text, or on a page as a whole."""
        for picture in pictures:
            self._places[picture.key] += 1
            if picture.key not in self._kept:
                self._kept[picture.key] = self._keep(picture)
            kept = self._kept[picture.key]
            if kept is not None and len(self._figures) < _MAX_PLACES_LISTED:
                where = page if picture.page is None else picture.page
                figure = Figure(
                    name=kept.name,
                    width=kept.width,
                    height=kept.height,
                    page=where,
                    block=block if where == page else None,
                    description=informative(picture.description),
                    caption=" ".join(picture.caption.split())[:MAX_CAPTION_CHARS],
                )
                self._figures.append((picture.key, figure))

    def figures(self) -> tuple[Figure, ...]:
        """Returns the figures in the order of the text, and drops the files of repeated pictures."""
        repeated = {key for key, count in self._places.items() if count > MAX_PLACES}
        figures = tuple(figure for key, figure in self._figures if key not in repeated)
        names = {figure.name for figure in figures}
        self.pictures = {name: body for name, body in self.pictures.items() if name in names}
        return figures

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was left out because of the limits."""
        if not self._left_out:
            return ()
        return (
            f"{len(self._left_out)} pictures are not kept for models: the first {MAX_FIGURES} are, "
            "and fewer if they are large",
        )

    def _keep(self, picture: Picture) -> Figure | None:
        began = time.process_time()
        if self._is_full(began):
            self._left_out.add(picture.key)
            return None
        try:
            with picture.opened() as image:
                file = encoded(image)
        except Exception:  # noqa: BLE001 -- a decoder may throw anything at a damaged picture; the text stays
            return None
        finally:
            self._spent_s += time.process_time() - began
        if file is None:
            return None
        name = figure_name(file.body, file.kind)
        self.pictures[name] = file.body
        return Figure(name, file.width, file.height)

    def _is_full(self, now_s: float) -> bool:
        size = sum(map(len, self.pictures.values()))
        is_late = self._spent_s > MAX_OWN_S or now_s - self._began_s > MAX_DOCUMENT_S
        return is_late or len(self.pictures) >= MAX_FIGURES or size >= MAX_TOTAL_BYTES
