"""Asks the peers every question of a set; runs in the environment that has them.

`python -m cdk_app.evaluation.peer_rankings DIR --model FOLDER --cache FOLDER --out FILE` writes, for each
peer, as it comes and given our chunks, the ids of the documents that it ranks best for each question; what
the file holds already is not done again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cdk_app.evaluation.beir import TestSet, read_test_set
from cdk_app.evaluation.corpus_chunks import cut
from cdk_app.evaluation.peer_parts import Peer, Piece, encoded
from genai_core.adapters.onnx.embedder import OnnxEmbedder

_KEPT = 100
_Rankings = dict[str, list[str]]


def rank(
    peer: Peer, pieces: list[Piece], asked: TestSet, encode: Callable[[list[str]], NDArray[np.float32]]
) -> tuple[_Rankings, float]:
    """Returns the documents found for each question, best piece first, and the 95th percentile in ms."""
    peer.fill(pieces, encode([piece.text for piece in pieces]))
    found: _Rankings = {}
    spent: list[float] = []
    vectors = encode(list(asked.questions.values()))
    for (identifier, text), vector in zip(asked.questions.items(), vectors, strict=True):
        began = time.perf_counter()
        documents = peer.search(text, vector)
        spent.append(1000 * (time.perf_counter() - began))
        found[identifier] = list(dict.fromkeys(documents))[:_KEPT]
    return found, float(np.percentile(spent, 95))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=None)
    options = parser.parse_args()
    asked = read_test_set(options.folder, options.questions)
    embedder = OnnxEmbedder(options.model)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        return encoded(texts, embedder, options.cache)

    wholes = [
        Piece(one.identifier, f"{one.title}. {one.text}" if one.title else one.text)
        for one in asked.documents
    ]
    ours = [
        Piece(name, chunk.searchable_text)
        for name, chunks in cut(asked.documents).items()
        for chunk in chunks
    ]
    results = json.loads(options.out.read_text()) if options.out.is_file() else []
    known = {(result["peer"], result["given"]) for result in results}
    for peer in _peers():
        for given in ("its own splitter", "our chunks"):
            if (peer.name, given) in known:
                continue
            pieces = ours if given == "our chunks" else peer.split(wholes)
            found, p95_ms = rank(peer, pieces, asked, encode)
            results.append(
                {
                    "peer": peer.name,
                    "given": given,
                    "pieces": len(pieces),
                    "p95_ms": p95_ms,
                    "rankings": found,
                }
            )
            options.out.write_text(json.dumps(results))
            print(f"  {asked.name}: {peer.name}, {given}", file=sys.stderr, flush=True)


def _peers() -> list[Peer]:
    from cdk_app.evaluation.peer_haystack import Haystack  # noqa: PLC0415 - heavy, each of them
    from cdk_app.evaluation.peer_langchain import LangChain  # noqa: PLC0415
    from cdk_app.evaluation.peer_llamaindex import LlamaIndex  # noqa: PLC0415

    return [LangChain(), LlamaIndex("reciprocal_rerank"), Haystack(), LlamaIndex("relative_score")]


if __name__ == "__main__":
    main()
