"""LlamaIndex: QueryFusionRetriever over BM25Retriever and a VectorStoreIndex, no questions generated."""

# pyright: reportMissingImports=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# LlamaIndex is installed in a separate environment.
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from llama_index.core import Document, MockEmbedding, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import QueryBundle, TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from numpy.typing import NDArray

from evaluation.peers.peer_parts import DEPTH, Piece


class LlamaIndex:
    """Implements Peer.

    Attributes:
        mode: `reciprocal_rerank` or `relative_score`; its documentation shows both.
    """

    def __init__(self, mode: str) -> None:
        self.name = f"LlamaIndex QueryFusionRetriever, {mode}"
        self._mode = mode
        self._retriever: Any = None
        self._documents: dict[str, str] = {}

    def split(self, documents: Iterable[Piece]) -> list[Piece]:
        splitter = SentenceSplitter()
        wholes = [Document(text=whole.text, doc_id=whole.document_id) for whole in documents]
        nodes = splitter.get_nodes_from_documents(wholes)
        return [Piece(str(node.ref_doc_id), node.get_content()) for node in nodes]

    def fill(self, pieces: Sequence[Piece], vectors: NDArray[np.float32]) -> None:
        nodes = [
            TextNode(id_=str(number), text=piece.text, embedding=vector.tolist())
            for number, (piece, vector) in enumerate(zip(pieces, vectors, strict=True))
        ]
        self._documents = {str(number): piece.document_id for number, piece in enumerate(pieces)}
        # Nodes and questions have their vectors, so the embedding model is never called.
        index = VectorStoreIndex(nodes, embed_model=MockEmbedding(embed_dim=vectors.shape[1]))
        self._retriever = QueryFusionRetriever(
            [
                index.as_retriever(similarity_top_k=DEPTH),
                BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTH),
            ],
            llm=MockLLM(),
            mode=self._mode,
            similarity_top_k=2 * DEPTH,
            num_queries=1,
            use_async=False,
        )

    def search(self, question: str, vector: NDArray[np.float32]) -> list[str]:
        nodes = self._retriever.retrieve(QueryBundle(question, embedding=vector.tolist()))
        return [self._documents[hit.node.node_id] for hit in nodes]
