"""Haystack: DocumentJoiner by reciprocal rank fusion over its in-memory BM25 and embedding retrievers."""

# pyright: reportMissingImports=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# Haystack is installed in a separate environment.
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from numpy.typing import NDArray

from evaluation.peers.peer_parts import DEPTH, Piece


class Haystack:
    """Implements Peer."""

    name = "Haystack DocumentJoiner, reciprocal rank fusion"

    def __init__(self) -> None:
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=2 * DEPTH)
        self._retrievers: tuple[Any, Any] | None = None

    def split(self, documents: Iterable[Piece]) -> list[Piece]:
        splitter = DocumentSplitter()
        wholes = [Document(content=whole.text, meta={"document": whole.document_id}) for whole in documents]
        return [
            Piece(part.meta["document"], part.content) for part in splitter.run(documents=wholes)["documents"]
        ]

    def fill(self, pieces: Sequence[Piece], vectors: NDArray[np.float32]) -> None:
        store = InMemoryDocumentStore(return_embedding=False, shared=False)
        store.write_documents(
            [
                Document(
                    id=str(index),
                    content=piece.text,
                    meta={"document": piece.document_id},
                    embedding=row.tolist(),
                )
                for index, (piece, row) in enumerate(zip(pieces, vectors, strict=True))
            ]
        )
        self._retrievers = (
            InMemoryBM25Retriever(document_store=store, top_k=DEPTH),
            InMemoryEmbeddingRetriever(document_store=store, top_k=DEPTH),
        )

    def search(self, question: str, vector: NDArray[np.float32]) -> list[str]:
        assert self._retrievers  # noqa: S101 - narrows the type
        keywords, nearest = self._retrievers
        lists = [
            keywords.run(query=question)["documents"],
            nearest.run(query_embedding=vector.tolist())["documents"],
        ]
        return [document.meta["document"] for document in self._joiner.run(documents=lists)["documents"]]
