"""A LangChain retriever over a workspace."""

from __future__ import annotations

from typing import Any

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
        filters: Which documents may be found, such as `{"tags": {"in": ["handbook"]}}`; None for all.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    quorum: Quorum
    workspace_id: str
    limit: int | None = None
    filters: dict[str, Any] | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[Document]:
        passages = self.quorum.retrieve(query, self.workspace_id, limit=self.limit, filters=self.filters)
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
            for passage in passages
        ]
