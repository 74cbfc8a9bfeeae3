"""Size, speed and loss of stored token vectors: `python -m tests.benchmarks.late_interaction`.

Of each evaluation set that is beside this checkout, a part of the corpus is encoded and ranked, once with
the encoder's own token vectors and once with what is stored of them: by late interaction alone, and as it
is used, reordering the nearest by sentence vector with half the weight.
"""

import gc
import statistics
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics.ranking import score_ranking
from evaluation.retrieval.beir import CorpusDocument, TestSet, read_test_set
from evaluation.retrieval.corpus_chunks import cut
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.domain.retrieval.late_interaction import TokenBasis
from genai_core.domain.retrieval.packed_tokens import distinct_keys
from genai_core.domain.retrieval.token_frequencies import count_tokens
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.usecases.retrieval.rerank_by_tokens import content_tokens
from tools.build.encoder import build_encoder

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared/data/retrieval"
QUESTIONS, CHUNKS, CANDIDATES = 150, 1500, 50

Asked = dict[str, tuple[TokenVectors, NDArray[np.float32]]]
"""By question: its tokens, and the weight of each."""


def main() -> None:
    """Prints one line a set, then the time to score as many candidates as are reranked."""
    build_encoder(ROOT / ".build/model")
    embedder = OnnxEmbedder(ROOT / ".build/model")
    folders = sorted(folder for folder in SETS.glob("*") if folder.is_dir())
    if not folders:
        print(f"no evaluation sets in {SETS}")
        return
    print(f"{'':<36}nDCG@10 alone     reordering")
    print(f"{'set':<20}{'kB':>6}{'tokens':>8}{'exact':>9}{'stored':>8}{'exact':>9}{'stored':>8}")
    asked: Asked = {}
    packed: list[bytes] = []
    for folder in folders:
        asked, packed = compare(read_test_set(folder, QUESTIONS), embedder)
        gc.collect()
    spent = milliseconds(basis_of(embedder), asked, packed)
    print(f"\n{CANDIDATES} candidates scored in {spent:.1f} ms, reading their storage form included")


def compare(test_set: TestSet, embedder: OnnxEmbedder) -> tuple[Asked, list[bytes]]:
    """Prints a set's line; returns its questions' tokens with their weights, and its chunks' storage form."""
    owners, texts = part_of(test_set)
    vectors, tokens = embedder.embed_tokens(texts)
    basis = basis_of(embedder)
    packed = [basis.pack(text) for text in tokens]
    kept = [content(text, basis.dropped) for text in tokens]
    frequencies = count_tokens([distinct_keys(stored) for stored in packed])
    asked: Asked = {}
    gains: list[list[float]] = []
    for question, text in test_set.questions.items():
        (sentence,), (token_vectors,) = embedder.embed_tokens([text], "query")
        token_vectors = content_tokens(text, token_vectors)
        asked[question] = token_vectors, frequencies.inverse(token_vectors.keys)
        near, relevant = vectors @ sentence, test_set.relevant[question]
        exact, stored = exact_match(*asked[question], kept), basis.match(*asked[question], packed)
        rankings = exact, stored, reordered(near, exact), reordered(near, stored)
        gains.append([ndcg(owners, scores, relevant) for scores in rankings])
    size, count = statistics.mean(map(len, packed)) / 1000, statistics.mean(map(len, kept))
    figures = "".join(
        f"{100 * mean:>{width}.1f}" for mean, width in zip(np.mean(gains, 0), (9, 8, 9, 8), strict=True)
    )
    print(f"{test_set.name:<20}{size:>6.1f}{count:>8.0f}{figures}", flush=True)
    return asked, packed


def basis_of(embedder: OnnxEmbedder) -> TokenBasis:
    basis = embedder.profile.basis
    assert basis is not None, "this encoder has no basis to store token vectors on"
    return basis


def reordered(near: np.ndarray, matched: np.ndarray) -> np.ndarray:
    """Returns scores of the nearest by sentence vector, half from it and half from late interaction."""
    pool = np.argsort(-near)[:CANDIDATES]
    scores = np.full(len(near), -np.inf)
    scores[pool] = sum(
        (retriever[pool] - retriever[pool].mean()) / retriever[pool].std() for retriever in (near, matched)
    )
    return scores


def part_of(test_set: TestSet) -> tuple[list[str], list[str]]:
    """Returns document ids and texts of chunks: of the documents that answer, then of others."""
    answers = {document for question in test_set.questions for document in test_set.relevant[question]}
    ordered = sorted(test_set.documents, key=lambda document: document.identifier not in answers)
    owners: list[str] = []
    texts: list[str] = []
    for document in ordered:
        if len(texts) >= CHUNKS:
            break
        for chunk in chunks_of(document):
            owners.append(document.identifier)
            texts.append(chunk.searchable_text)
    return owners, texts


def chunks_of(document: CorpusDocument):
    return cut([document])[document.identifier]


def content(text: TokenVectors, dropped: np.ndarray) -> np.ndarray:
    """Returns the vectors of the pieces that would be stored, as the encoder gave them."""
    return text.vectors[~np.isin(text.keys, dropped)]


def exact_match(asked: TokenVectors, weights: np.ndarray, texts: list[np.ndarray]) -> np.ndarray:
    best = [(text @ asked.vectors.T).max(axis=0, initial=0) for text in texts]
    return np.stack(best) @ (weights / weights.sum())


def ndcg(owners: list[str], scores: np.ndarray, relevant: dict[str, int]) -> float:
    """Scores a document as its best chunk."""
    ranking = dict.fromkeys(owners[index] for index in np.argsort(-scores, kind="stable"))
    return score_ranking(list(ranking), relevant)["ndcg@10"]


def milliseconds(basis: TokenBasis, asked: Asked, packed: list[bytes]) -> float:
    times = []
    for tokens, weights in asked.values():
        start = time.perf_counter()
        basis.match(tokens, weights, packed[:CANDIDATES])
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
