"""Asks the peers every question of a set; runs in the environment that has them.

`python -m evaluation.peers.peer_rankings DIR --model FOLDER --cache FOLDER --out FILE` writes, for each peer
with its own splitter and with our chunks, the ids of the best documents for each question; entries that the
file already has are skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.peers.peer_parts import Peer, Piece, encoded
from evaluation.retrieval.beir import TestSet, read_test_set
from evaluation.retrieval.corpus_chunks import cut, sentence_vectors
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.ports.embedder import Embedder

_KEPT = 100
OWN, OURS = "its own splitter", "our chunks"

_Rankings = dict[str, list[str]]
_Question = tuple[str, str, NDArray[np.float32]]


def rank(
    peer: Peer,
    pieces: list[Piece],
    vectors: NDArray[np.float32],
    asked: list[_Question],
) -> tuple[_Rankings, float]:
    """Returns the documents found for each question, best piece first, and the 95th percentile in ms.

    Args:
        vectors: [n, d] unit length, one for each piece.
        asked: Id, text and vector of each question.
    """
    peer.fill(pieces, vectors)
    rankings: _Rankings = {}
    spent: list[float] = []
    for identifier, text, vector in asked:
        began = time.perf_counter()
        documents = peer.search(text, vector)
        spent.append(1000 * (time.perf_counter() - began))
        rankings[identifier] = list(dict.fromkeys(documents))[:_KEPT]
    return rankings, float(np.percentile(spent, 95))


def measure(asked: TestSet, out: Path, embedder: Embedder, cache: Path) -> None:
    """Writes the rankings of every peer, with its own splitter and with our chunks, into the file."""
    wholes = [
        Piece(document.identifier, f"{document.title}. {document.text}" if document.title else document.text)
        for document in asked.documents
    ]
    chunks = cut(asked.documents)
    ours = [Piece(name, chunk.searchable_text) for name, parts in chunks.items() for chunk in parts]
    our_vectors = sentence_vectors(chunks, embedder, cache)
    vectors = encoded(list(asked.questions.values()), embedder, cache / "peers", "query")
    questions = list(zip(*zip(*asked.questions.items(), strict=True), vectors, strict=True))
    results = json.loads(out.read_text()) if out.is_file() else []
    known = {(result["peer"], result["given"]) for result in results}
    split: dict[type[Peer], list[Piece]] = {}
    for peer in _peers():
        if (peer.name, OWN) not in known:
            # LlamaIndex has two ways to fuse, and one slow splitter.
            if type(peer) not in split:
                split[type(peer)] = peer.split(wholes)
            pieces = split[type(peer)]
            encodings = encoded([piece.text for piece in pieces], embedder, cache / "peers")
            results.append(_ranked(peer, OWN, pieces, encodings, questions))
            out.write_text(json.dumps(results))
        if (peer.name, OURS) not in known:
            results.append(_ranked(peer, OURS, ours, our_vectors, questions))
            out.write_text(json.dumps(results))


def _ranked(
    peer: Peer, given: str, pieces: list[Piece], vectors: NDArray[np.float32], questions: list[_Question]
) -> dict[str, object]:
    rankings, p95_ms = rank(peer, pieces, vectors, questions)
    print(f"  {peer.name}, {given}", file=sys.stderr, flush=True)
    return {"peer": peer.name, "given": given, "pieces": len(pieces), "p95_ms": p95_ms, "rankings": rankings}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=None)
    options = parser.parse_args()
    os.environ["EMBEDDER_PATH"] = str(options.model)
    asked = read_test_set(options.folder, options.questions)
    measure(asked, options.out, OnnxEmbedder(options.model), options.cache)


def _peers() -> list[Peer]:
    from evaluation.peers.peer_haystack import Haystack  # noqa: PLC0415 - heavy, each of them
    from evaluation.peers.peer_langchain import LangChain  # noqa: PLC0415
    from evaluation.peers.peer_llamaindex import LlamaIndex  # noqa: PLC0415

    return [LangChain(), LlamaIndex("reciprocal_rerank"), LlamaIndex("relative_score"), Haystack()]


if __name__ == "__main__":
    main()
