"""Find the figures of passages, for models that read images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from genai_core.domain.generation.framing import framed_text
from genai_core.domain.generation.models import Image
from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId, chunk_id
from genai_core.domain.ingestion.figures import Figure, PlacedFigure
from genai_core.domain.retrieval.passages import Passage, part_of
from genai_core.errors import NotFound, Unavailable
from genai_core.ports.blob_store import BlobStore
from genai_core.usecases.ingestion.document_figures import load_figures, load_picture

MAX_IMAGES = 4
"""Images of one question: more cost more than they tell."""

Archived = dict[ContentHash, tuple[PlacedFigure, ...]]


@dataclass(frozen=True, slots=True)
class PassageFigures:
    """Reads the figures that stand in passages.

    Who may read a passage may see its figures: only those of the passage's own version are read.
    """

    blobs: BlobStore

    def __call__(self, workspace_id: WorkspaceId, passages: Sequence[Passage]) -> tuple[Image, ...]:
        """Returns at most MAX_IMAGES images in the order of the passages, each once.

        Args:
            passages: As the model is shown them, so that their numbers from 1 are those of the prompt.
        """
        return tuple(islice(self._images(workspace_id, passages), MAX_IMAGES))

    def _images(self, workspace_id: WorkspaceId, passages: Sequence[Passage]) -> Iterator[Image]:
        sent: set[str] = set()
        known: dict[DocumentId, Archived] = {}
        for number, passage in enumerate(passages, 1):
            document_id = passage.chunk.document_id
            if document_id not in known:
                known[document_id] = self._archived(workspace_id, document_id)
            for version, figure in _figures_of(passage, known[document_id]):
                if figure.name in sent:
                    continue
                try:
                    body = load_picture(self.blobs, workspace_id, document_id, version, figure)
                except (NotFound, Unavailable):
                    continue
                sent.add(figure.name)
                yield Image(figure.kind, body, _label(figure, number), number)

    def _archived(self, workspace_id: WorkspaceId, document_id: DocumentId) -> Archived:
        try:
            return load_figures(self.blobs, workspace_id, document_id)
        except (NotFound, Unavailable):
            # The document was just replaced, or the store does not reply: the text still answers.
            return {}


def _figures_of(passage: Passage, archived: Archived) -> Iterator[tuple[ContentHash, Figure]]:
    """Yields the figures whose text the passage shares, with the version that they belong to."""
    chunk = passage.chunk
    for version, figures in archived.items():
        # Ids depend on the version: figures of another one could have other readers.
        if chunk_id(chunk.document_id, version, chunk.ordinal) != chunk.chunk_id:
            continue
        stretches = list(_stretches(passage))
        for placed in figures:
            if any(placed.start < end and start < placed.end for start, end in stretches):
                yield version, placed.figure


def _stretches(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yields the stretches of the document's text that a passage shows, as offsets."""
    parts = passage.parts or (part_of(passage.chunk, 0, passage.score),)
    ends = [*(part.start for part in parts[1:]), len(passage.chunk.text)]
    for part, end in zip(parts, ends, strict=True):
        if part.origin is not None:
            yield part.origin, part.origin + max(0, end - part.start - part.repeated)


def _label(figure: Figure, number: int) -> str:
    page = f" on page {figure.page}" if figure.page else ""
    words = ". ".join(dict.fromkeys(filter(None, (figure.caption, figure.description))))
    label = f"A figure of passage {number}{page}:"
    return f"{label}\n{framed_text('caption', words)}" if words else label
