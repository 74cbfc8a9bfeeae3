"""Computes the answer to a question from all cells of a retrieved table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.retrieval.passages import COMPUTED, Passage, part_of
from genai_core.domain.text.table_rows import CELLS
from genai_core.errors import NotFound, Unavailable
from genai_core.ports.blob_store import BlobStore
from genai_core.usecases.ingestion.document_archive import load_text

MAX_DOCUMENTS = 3
"""Number of the best documents with tables that are read."""
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class ComputeFromTables:
    """Prepends a computed answer to the passage that shows the table.

    A passage holds some rows of a table; the archived text of its document holds all of them. Nothing is
    computed from an incomplete table.
    """

    blobs: BlobStore

    def __call__(
        self, workspace_id: WorkspaceId, question: str, passages: Sequence[Passage]
    ) -> tuple[Passage, ...]:
        """Returns the passages; if an answer is computed, the table's passage comes first and begins with it.

        Args:
            passages: Best first, as far as the reader may see them.
        """
        tables = [passage for passage in passages[:_LOOKED_AT] if CELLS in passage.chunk.text]
        if not tables:
            return tuple(passages)
        # Reading values takes 0.2 s to import, and few questions find a table.
        from genai_core.domain.tables.document_tables import (  # noqa: PLC0415
            FoundTable,
            compute_from,
            holds_row,
            may_be_computed,
        )

        if not may_be_computed(question):
            return tuple(passages)
        whole_tables: list[FoundTable] = []
        shown_by: list[Passage] = []
        for passage, document in self._documents(workspace_id, tables):
            for table in document.tables:
                if holds_row(passage.chunk.text, table):
                    whole_tables.append(FoundTable(table, (document.title,)))
                    shown_by.append(passage)
        computed = compute_from(question, whole_tables)
        if computed is None:
            return tuple(passages)
        position, answer = computed
        chosen = shown_by[position]
        return (_with_front(chosen, answer.text), *(other for other in passages if other is not chosen))

    def _documents(
        self, workspace_id: WorkspaceId, passages: Sequence[Passage]
    ) -> Iterator[tuple[Passage, ExtractedDocument]]:
        """Yields the passages with the whole texts of their documents, if these can be read."""
        read: dict[DocumentId, ExtractedDocument | None] = {}
        for passage in passages:
            key = passage.chunk.document_id
            if key not in read and len(read) < MAX_DOCUMENTS:
                read[key] = self._read(workspace_id, key)
            if (document := read.get(key)) is not None:
                yield passage, document

    def _read(self, workspace_id: WorkspaceId, document_id: DocumentId) -> ExtractedDocument | None:
        try:
            return load_text(self.blobs, workspace_id, document_id)[1]
        except (NotFound, Unavailable):
            # The retrieved rows still answer as text.
            return None


def _with_front(passage: Passage, answer: str) -> Passage:
    """Returns a passage that begins with the answer; citations still point to the original beginning."""
    front = f"{answer}\n\n"
    chunk = passage.chunk
    parts = passage.parts or (part_of(chunk, 0, passage.score),)
    first = replace(parts[0], repeated=parts[0].repeated + len(front))
    rest = tuple(replace(part, start=part.start + len(front)) for part in parts[1:])
    shown = replace(chunk, text=front + chunk.text, repeated=chunk.repeated + len(front))
    scores = {**passage.scores, COMPUTED: 1.0}
    return replace(passage, chunk=shown, scores=scores, parts=(first, *rest) if passage.parts else ())
