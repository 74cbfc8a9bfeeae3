"""Builds the stores of documents, and the steps that read files.

The functions that read files import no more than this: their layers have no database client.
"""

from __future__ import annotations

from functools import cache

from genai_core.ports.blob_store import BlobStore
from genai_core.ports.document_extractor import DocumentExtractor
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.inbox import Inbox
from genai_core.ports.page_recognizer import PageRecognizer
from genai_core.settings import settings
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.answering.recognize_image import RecognizeImage
from genai_core.usecases.ingestion.extract_document import ExtractDocument
from genai_core.usecases.ingestion.recognize_pages import RecognizePages
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock


@cache
def blob_store() -> BlobStore:
    """Returns the documents bucket."""
    from genai_core.adapters.s3.blob_store import S3BlobStore

    return S3BlobStore(aws_client("s3", read_timeout_s=60), settings().require("documents_bucket"))


@cache
def document_store() -> DocumentStore:
    """Returns the documents table."""
    from genai_core.adapters.dynamodb.document_store import DynamoDocumentStore
    from genai_core.adapters.dynamodb.table import DynamoTable

    table = DynamoTable(aws_client("dynamodb"), settings().require("documents_table"))
    return DynamoDocumentStore(table, clock())


@cache
def readable_quotes() -> ReadableQuotes:
    """Returns the check that a user may still read what an answer quotes."""
    return ReadableQuotes(document_store())


@cache
def inbox() -> Inbox:
    """Returns the inbox for uploaded files."""
    from genai_core.adapters.s3.inbox import S3Inbox

    return S3Inbox(aws_client("s3"), settings().require("documents_bucket"))


@cache
def document_extractor() -> DocumentExtractor:
    """Returns the extractor of documents; it needs no service."""
    from genai_core.adapters.extraction.extractor import LimitedExtractor

    return LimitedExtractor()


@cache
def extract_document() -> ExtractDocument:
    """Returns the step that extracts text, the first of an ingestion."""
    return ExtractDocument(document_store(), blob_store(), document_extractor())


@cache
def page_recognizer() -> PageRecognizer:
    """Returns the recogniser of text in pictures; it needs no service."""
    from genai_core.adapters.extraction.recognition.recognizer import LimitedRecognizer

    return LimitedRecognizer()


@cache
def recognize_pages() -> RecognizePages:
    """Returns the step that recognises scanned pages, called by a Map."""
    return RecognizePages(document_store(), blob_store(), page_recognizer())


@cache
def recognize_image() -> RecognizeImage:
    """Returns the reader of images that come with a question; it needs no service."""
    from genai_core.adapters.extraction.recognition.recognizer import QUESTION_LIMITS, LimitedRecognizer

    return RecognizeImage(LimitedRecognizer(QUESTION_LIMITS))
