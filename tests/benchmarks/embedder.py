"""Speed and nearness of the encoder: `python -m tests.benchmarks.embedder`."""

import json
import random
import statistics
import time
from pathlib import Path

import numpy as np

from cdk_app.build.calibration_texts import calibration_texts
from cdk_app.build.encoder import build_encoder
from genai_core.adapters.onnx.embedder import OnnxEmbedder

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared/data/embedding"
ROUNDS = 5


def main() -> None:
    """Prints texts a second on 128 texts of 20 to 160 words, milliseconds a query, and cosines."""
    build_encoder(ROOT / ".build/model")
    embedder = OnnxEmbedder(ROOT / ".build/model")
    texts = long_texts(128)
    embedder.embed(texts[:4])
    best = min(_seconds(embedder, texts) for _ in range(ROUNDS))
    tokens = min(_token_seconds(embedder, texts) for _ in range(2))
    queries = [
        _seconds(embedder, ["What is the maximum storage of a database instance?"]) for _ in range(100)
    ]
    print(f"texts per second     {len(texts) / best:8.1f}")
    print(f"... with tokens      {len(texts) / tokens:8.1f}")
    print(f"query, median        {statistics.median(queries) * 1000:8.2f} ms")
    if REFERENCE.exists():
        cosines = reference_cosines(embedder)
        print(f"cosine to reference  {cosines.min():8.4f} lowest, {cosines.mean():.4f} mean")


def long_texts(count: int) -> list[str]:
    """Returns texts of 20 to 160 words of real prose, the same ones every time."""
    words = " ".join(calibration_texts(400)).split()
    chance = random.Random(0)
    starts = [chance.randrange(len(words) - 160) for _ in range(count)]
    return [" ".join(words[start : start + chance.randint(20, 160)]) for start in starts]


def reference_cosines(embedder: OnnxEmbedder) -> np.ndarray:
    lines = (REFERENCE / "reference.jsonl").read_text().splitlines()
    vectors = embedder.embed([json.loads(line)["text"] for line in lines])
    return (vectors * np.load(REFERENCE / "reference.npy")).sum(axis=1)


def _seconds(embedder: OnnxEmbedder, texts: list[str]) -> float:
    start = time.perf_counter()
    embedder.embed(texts)
    return time.perf_counter() - start


def _token_seconds(embedder: OnnxEmbedder, texts: list[str]) -> float:
    start = time.perf_counter()
    embedder.embed_tokens(texts)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
