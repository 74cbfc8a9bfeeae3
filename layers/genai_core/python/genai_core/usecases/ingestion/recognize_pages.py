"""Recognise the text of some scanned pages of a document version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from genai_core.domain.identifiers import content_hash
from genai_core.domain.ingestion.cleaned_documents import cleaned_page
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.ingestion.recognized_pages import RecognizedPage
from genai_core.errors import Conflict, InvalidInput
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.page_recognizer import PageRecognizer
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.ingestion.page_artifacts import save_page


@dataclass(frozen=True, slots=True)
class RecognizedPages:
    """The pages that were read, and how many of them had legible text."""

    pages: tuple[int, ...]
    legible: int


@dataclass(frozen=True, slots=True)
class RecognizePages:
    """One item of the Map over the scanned pages of an ingestion; may be repeated."""

    documents: DocumentStore
    blobs: BlobStore
    recognizer: PageRecognizer

    def __call__(self, version: DocumentVersion, pages: tuple[int, ...]) -> RecognizedPages:
        """Writes the text of the pages beside the document. A page that cannot be read says why.

        Raises:
            NotFound: The file is gone from the inbox.
            Conflict: Another version is being processed, or the file changed since it was submitted.
            Overloaded: This machine cannot start the reader now.
            Misconfigured: The package that recognises text is not installed.
        """
        self.documents.advance(
            version.workspace_id, version.document_id, version.content_hash, DocumentStatus.EXTRACTING
        )
        body = self.blobs.get(version.source_key)
        if content_hash(body, self.blobs.label(version.source_key)) != version.content_hash:
            raise Conflict(
                f"the file {version.path!r} changed while it was being read", remedy="Retry the document."
            )
        legible = 0
        for page in read_pages(self.recognizer, body, pages):
            save_page(self.blobs, version, page)
            legible += bool(page.blocks)
        return RecognizedPages(pages, legible)


def read_pages(recognizer: PageRecognizer, body: bytes, pages: Iterable[int]) -> Iterator[RecognizedPage]:
    """Yields each page ready for storing; one that cannot be read has the reason instead of text.

    Raises:
        Overloaded, Misconfigured: See PageRecognizer.
    """
    for number in pages:
        try:
            page = recognizer.recognize(body, page=number).page
        except InvalidInput as error:
            page = RecognizedPage(number, problem=error.message)
        yield cleaned_page(page)
