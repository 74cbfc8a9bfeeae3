"""LangChain: EnsembleRetriever over BM25Retriever and a FAISS vector store."""

# pyright: reportMissingImports=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# LangChain is installed in a separate environment.
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray

from evaluation.peers.peer_parts import DEPTH, Piece


class _Known(Embeddings):
    """Returns the vector of the current question; texts have their own vectors."""

    vector: NDArray[np.float32]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError

    def embed_query(self, text: str) -> list[float]:  # noqa: ARG002
        return self.vector.tolist()


class LangChain:
    """Implements Peer."""

    name = "LangChain EnsembleRetriever"

    def __init__(self) -> None:
        self._embeddings = _Known()
        self._retriever: Any = None

    def split(self, documents: Iterable[Piece]) -> list[Piece]:
        splitter = RecursiveCharacterTextSplitter()
        return [
            Piece(whole.document_id, text) for whole in documents for text in splitter.split_text(whole.text)
        ]

    def fill(self, pieces: Sequence[Piece], vectors: NDArray[np.float32]) -> None:
        # Two documents may have the same text, and the ensemble identifies documents by text.
        metadata = [{"place": index, "document": piece.document_id} for index, piece in enumerate(pieces)]
        pairs = zip([piece.text for piece in pieces], vectors.tolist(), strict=True)
        store = FAISS.from_embeddings(pairs, self._embeddings, metadatas=metadata)
        documents = [
            Document(page_content=piece.text, metadata=index)
            for piece, index in zip(pieces, metadata, strict=True)
        ]
        keywords = BM25Retriever.from_documents(documents, k=DEPTH)
        nearest = store.as_retriever(search_kwargs={"k": DEPTH})
        self._retriever = EnsembleRetriever(
            retrievers=[keywords, nearest], weights=[0.5, 0.5], id_key="place"
        )

    def search(self, question: str, vector: NDArray[np.float32]) -> list[str]:
        self._embeddings.vector = vector
        return [document.metadata["document"] for document in self._retriever.invoke(question)]
