"""A LangChain retriever over a workspace."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from quorum_client.client import Quorum


class QuorumRetriever(BaseRetriever):
    """Retrieves the passages of a workspace, best first.

    Attributes:
        quorum: An open connection; the caller closes it.
        limit: Passages wanted; None for the deployment's own number.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    quorum: Quorum
    workspace_id: str
    limit: int | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[Document]:
        found = self.quorum.retrieve(query, self.workspace_id, limit=self.limit)
        return [
            Document(
                page_content=passage.text,
                metadata={
                    **passage.metadata,
                    "title": passage.title,
                    "document_id": passage.document_id,
                    "page": passage.page,
                    "section": passage.section,
                    "score": passage.score,
                },
            )
            for passage in found
        ]
