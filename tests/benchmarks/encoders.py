"""Compares encoders by sentence vectors alone: `python -m tests.benchmarks.encoders FOLDER ENCODER...`.

FOLDER is an evaluation set in the form of BEIR whose documents are paragraphs; each is one passage.
ENCODER is the folder of a built encoder.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from evaluation.metrics.ranking import score_ranking
from evaluation.retrieval.beir import read_test_set
from genai_core.adapters.onnx.embedder import OnnxEmbedder

QUESTIONS = 500


def main(folder: Path, encoders: list[Path]) -> None:
    """Prints one line for each encoder."""
    test_set = read_test_set(folder, QUESTIONS)
    texts = [f"{document.title}. {document.text}" for document in test_set.documents]
    names = [document.identifier for document in test_set.documents]
    print(f"{test_set.name}: {len(texts)} paragraphs, {len(test_set.questions)} questions")
    for encoder in encoders:
        embedder = OnnxEmbedder(encoder)
        began = time.process_time()
        passages = embedder.embed(texts)
        spent = (time.process_time() - began) / len(texts) * 1000
        asked = embedder.embed(list(test_set.questions.values()), "query")
        gains = []
        for question, vector in zip(test_set.questions, asked, strict=True):
            ranking = [names[index] for index in np.argsort(-(passages @ vector))[:100]]
            gains.append(score_ranking(ranking, test_set.relevant[question])["ndcg@10"])
        print(
            f"{embedder.profile.name}: nDCG@10 {100 * np.mean(gains):.1f}, {spent:.0f} ms a passage",
            flush=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
