"""Speed and nearness of the encoder: `python -m tests.benchmarks.embedder`.

Prose is from encyclopaedia articles, where they are at hand; technical text, of names and signatures, has
half as many tokens a word again.
"""

import gzip
import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from genai_core.adapters.onnx.embedder import OnnxEmbedder
from tools.build.calibration_texts import calibration_texts
from tools.build.encoder import build_encoder

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared/data/embedding"
PROSE = ROOT.parent / "shared/data/retrieval/squad_new_wiki/corpus.jsonl.gz"
ROUNDS = 5


def main() -> None:
    """Prints texts a second on 128 texts of 20 to 160 words, milliseconds a query, and cosines."""
    build_encoder(ROOT / ".build/model")
    embedder = OnnxEmbedder(ROOT / ".build/model")
    embedder.embed(["first"])
    for name, words in {"prose": prose(), "technical text": " ".join(calibration_texts(400))}.items():
        if words:
            report(name, embedder, long_texts(words.split(), 128))
    queries = [
        _seconds(embedder.embed, ["What is the maximum storage of a database instance?"]) for _ in range(100)
    ]
    print(f"query, median         {statistics.median(queries) * 1000:8.2f} ms")
    if REFERENCE.exists():
        cosines = reference_cosines(embedder)
        print(f"cosine to reference   {cosines.min():8.4f} lowest, {cosines.mean():.4f} mean")


def report(name: str, embedder: OnnxEmbedder, texts: list[str]) -> None:
    """Prints the best of several rounds, with and without token vectors."""
    best = min(_seconds(embedder.embed, texts) for _ in range(ROUNDS))
    both = min(_seconds(embedder.embed_tokens, texts) for _ in range(ROUNDS))
    pieces = statistics.mean(len(text.keys) for text in embedder.embed_tokens(texts)[1])
    print(f"{name}, {pieces:.0f} tokens a text")
    print(f"  texts per second    {len(texts) / best:8.1f}")
    print(f"  ... with tokens     {len(texts) / both:8.1f}")


def prose() -> str:
    """Returns the paragraphs of an evaluation set as one text; empty where it is not beside this checkout."""
    if not PROSE.exists():
        return ""
    with gzip.open(PROSE, "rt") as lines:
        return " ".join(json.loads(line)["text"] for line in lines)


def long_texts(words: list[str], count: int) -> list[str]:
    """Returns texts of 20 to 160 words, the same ones every time."""
    chance = random.Random(0)
    starts = [chance.randrange(len(words) - 160) for _ in range(count)]
    return [" ".join(words[start : start + chance.randint(20, 160)]) for start in starts]


def reference_cosines(embedder: OnnxEmbedder) -> np.ndarray:
    lines = (REFERENCE / "reference.jsonl").read_text().splitlines()
    vectors = embedder.embed([json.loads(line)["text"] for line in lines])
    return (vectors * np.load(REFERENCE / "reference.npy")).sum(axis=1)


def _seconds(work: Callable[[list[str]], object], texts: list[str]) -> float:
    start = time.perf_counter()
    work(texts)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
