"""Choose passages and prompts for the teacher, and pack its weights: all that another machine needs.

`python -m training.verifier.pack_teacher --gguf FILE --corpora DIR --out DIR`
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.verifier.documents import CORPORA, Document, read_documents, window
from training.verifier.teacher_prompts import WISHES, judge_ending, judge_start, wish_prompt
from training.verifier.teacher_weights import pack
from training.verifier.teacher_words import tokenizer_of

WINDOWS = {"squad_new_wiki": 3500, "two_wiki_multihop": 4500, "scifact": 5000, "aws_docs": 5000}
FREQUENT_WORDS = 16_000
"""The first words of the vocabulary, its most frequent ones; others must occur in the passages."""
MAX_PASSAGE_CHARS = 1100
PART_BYTES = 61_000_000


def choose_windows(folder: Path, rng: random.Random) -> list[dict[str, object]]:
    """Returns passages of one to seven sentences, each with its middle sentence, in random order."""
    chosen: list[dict[str, object]] = []
    for corpus in CORPORA:
        documents = [candidate for candidate in read_documents(folder, corpus) if not candidate.is_held_out]
        weights = [len(candidate.sentences) ** 0.5 for candidate in documents]
        for document in rng.choices(documents, weights, k=WINDOWS[corpus]):
            chosen.append(_window_of(document, rng))
    unique = {
        (row["passage"], row["sentence"]): row
        for row in chosen
        if len(str(row["passage"])) < MAX_PASSAGE_CHARS
    }
    rows = list(unique.values())
    rng.shuffle(rows)
    return rows


def _window_of(document: Document, rng: random.Random) -> dict[str, object]:
    centre = rng.randrange(len(document.sentences))
    start, end = window(document, centre, rng)
    sentences = list(document.sentences[start:end])
    return {
        "corpus": document.corpus,
        "document": document.key,
        "title": document.title,
        "sentences": sentences,
        "sentence": document.sentences[centre],
        "passage": f"{document.title}: " + " ".join(sentences),
    }


def kept_words(tokenizer: Tokenizer, rows: list[dict[str, object]]) -> np.ndarray:
    """Returns the ids of all words in the passages and prompts, and of the most frequent words."""
    texts = [str(row["passage"]) for row in rows]
    texts += [wish_prompt(wish, "", "") for wish in WISHES] + [judge_start(""), judge_ending(""), " Yes No"]
    counts: Counter[int] = Counter()
    for encoding in tokenizer.encode_batch(texts):
        counts.update(encoding.ids)
    return np.array(sorted(set(range(FREQUENT_WORDS)) | set(counts)), np.int32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    rows = choose_windows(chosen.corpora, random.Random(1))
    tokenizer = tokenizer_of(chosen.gguf)
    words = kept_words(tokenizer, rows)
    parts = pack(chosen.gguf, words, chosen.out / "weights", PART_BYTES)
    tokenizer.save(str(chosen.out / "tokenizer.json"))
    with gzip.open(chosen.out / "windows.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    print(f"{len(rows)} passages, {len(words)} words, {parts} parts")


if __name__ == "__main__":
    main()
