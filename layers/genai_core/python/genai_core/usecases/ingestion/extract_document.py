"""Extract the text of one document version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from genai_core.domain.identifiers import content_hash
from genai_core.domain.ingestion.cleaned_documents import cleaned_document, with_attached_named
from genai_core.domain.ingestion.document_metadata import merged, read_label
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.ingestion.recognized_pages import page_batches
from genai_core.errors import Conflict, InvalidInput
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.document_extractor import DocumentExtractor, Extraction, NoText
from genai_core.ports.document_store import DocumentStore
from genai_core.usecases.ingestion.attached_documents import save_attached
from genai_core.usecases.ingestion.document_figures import save_pictures
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, save_extracted


@dataclass(frozen=True, slots=True)
class ExtractedVersion:
    """The result of extraction.

    Attributes:
        key: Key of the text.
        peak_memory_bytes: Largest resident memory of the limited process.
        seconds: Its wall time.
        page_batches: Pages that need recognition, in batches for one call each.
    """

    key: str
    title: str
    document_type: str
    page_count: int
    blocks: int
    peak_memory_bytes: int
    seconds: float
    page_batches: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractDocument:
    """The first step of an ingestion."""

    documents: DocumentStore
    blobs: BlobStore
    extractor: DocumentExtractor

    def __call__(self, version: DocumentVersion) -> ExtractedVersion:
        """Writes the extracted text, its pictures and the files inside it beside the document.

        Raises:
            InvalidInput: No text can be extracted; the message says why.
            NotFound: The file is gone from the inbox.
            Conflict: Another version is being processed, or the file changed since it was submitted.
        """
        self.documents.advance(
            version.workspace_id, version.document_id, version.content_hash, DocumentStatus.EXTRACTING
        )
        body = self.blobs.get(version.source_key)
        label = self.blobs.label(version.source_key)
        if content_hash(body, label) != version.content_hash:
            raise Conflict(
                f"the file {version.path!r} changed while it was being read", remedy="Retry the document."
            )
        extraction = self._extraction(body, PurePosixPath(version.path).name)
        extracted = cleaned_document(extraction.document, named=PurePosixPath(version.path).stem)
        extracted = with_attached_named(extracted, version.path)
        save_attached(self.blobs, version, extracted.attached)
        save_pictures(self.blobs, version, extracted.pictures)
        document = replace(extracted, metadata=merged(extracted.metadata, read_label(label).metadata))
        key = save_extracted(self.blobs, version, document)
        self.documents.advance(
            version.workspace_id,
            version.document_id,
            version.content_hash,
            DocumentStatus.EXTRACTING,
            title=document.title,
            document_type=document.document_type,
            page_count=document.page_count,
            metadata=document.metadata,
        )
        return ExtractedVersion(
            key=key,
            title=document.title,
            document_type=document.document_type,
            page_count=document.page_count,
            blocks=len(document.blocks),
            peak_memory_bytes=extraction.peak_memory_bytes,
            seconds=extraction.seconds,
            page_batches=page_batches(document),
        )

    def _extraction(self, body: bytes, file_name: str) -> Extraction:
        try:
            return self.extractor.extract(body, file_name=file_name)
        except NoText as error:
            # The state machine matches errors by the exact name of their class.
            raise InvalidInput(error.message, remedy=error.remedy) from error
