"""What `delete_document` is called with."""

from genai_core.usecases.ingestion_artifacts import DocumentVersion as Request

__all__ = ["Request"]
