"""Put the recognised text of scanned pages into their document's text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from genai_core.domain.ingestion.documents import DocumentStatus, ExtractedDocument
from genai_core.domain.ingestion.recognized_pages import page_batches, with_recognized
from genai_core.errors import InvalidInput
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.document_extractor import NoText
from genai_core.ports.document_store import DocumentStore
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, load_extracted, save_extracted
from genai_core.usecases.ingestion.page_artifacts import load_page


@dataclass(frozen=True, slots=True)
class JoinedVersion:
    """The number of blocks of the document now, and warnings about its pages."""

    blocks: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinPages:
    """The step after the Map over scanned pages; may be repeated."""

    documents: DocumentStore
    blobs: BlobStore

    def __call__(self, version: DocumentVersion) -> JoinedVersion:
        """Writes the extracted text again, with the recognised pages.

        Raises:
            InvalidInput: There is no text on any page.
            NotFound: The document was not extracted.
            Conflict: Another version is being processed.
        """
        self.documents.advance(
            version.workspace_id, version.document_id, version.content_hash, DocumentStatus.EXTRACTING
        )
        document = load_extracted(self.blobs, version)
        numbers = [number for batch in page_batches(document) for number in batch]
        pages = [load_page(self.blobs, version, number) for number in numbers]
        joined = with_recognized(document, pages)
        try:
            require_text(joined, PurePosixPath(version.path).name)
        except NoText as error:
            # The state machine matches errors by the exact name of their class.
            raise InvalidInput(error.message, remedy=error.remedy) from error
        save_extracted(self.blobs, version, joined)
        return JoinedVersion(len(joined.blocks), joined.warnings[:20])


def require_text(document: ExtractedDocument, file_name: str) -> None:
    """Raises NoText if a document has no text after all its pages were recognised."""
    if any(map(str.isalnum, document.text)):
        return
    why = "; ".join(document.warnings[:3])
    raise NoText(
        f"{file_name!r} holds no text{f': {why}' if why else ''}",
        remedy="Upload a file with text in it, or a sharper scan.",
    )
