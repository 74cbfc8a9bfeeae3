"""What several languages cost the lexical retriever: `python -m tests.benchmarks.languages FOLDER`.

FOLDER holds `corpus.jsonl.gz` and `queries.jsonl`, both English. Printed are milliseconds per text and per
question with one language, three and eight, and how many are taken for another language than theirs.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.text.language_detection import detect_language
from genai_core.domain.text.languages import language_called

TEXTS = 2000
LANGUAGES = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch", "russian")
SETTINGS = (1, 3, 8)


def main(folder: Path) -> None:
    """Prints one line for each number of languages."""
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, TEXTS)]
    with (folder / "queries.jsonl").open(encoding="utf-8") as file:
        questions = [json.loads(line)["text"] for line in file]
    print(f"{folder.name}: {len(texts)} texts, {len(questions)} questions")
    for count in SETTINGS:
        analyser = _speaking(LANGUAGES[:count])
        per_text = _milliseconds(analyser.count, texts)
        per_question = _milliseconds(analyser.weigh, questions)
        counts = f"texts {_told(texts, count)}, questions {_told(questions, count)}"
        print(f"{count} languages: {per_text:.3f} ms a text, {per_question:.3f} ms a question; {counts}")


def _speaking(names: Sequence[str]) -> LexicalAnalyser:
    first, *others = (LexicalAnalyser(SnowballStemmer(name), language_called(name)) for name in names)
    return replace(first, others=tuple(others))


def _milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Returns the best of three rounds, in processor time."""
    rounds: list[float] = []
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            work(text)
        rounds.append(time.process_time() - began)
    return min(rounds) / len(texts) * 1000


def _told(texts: Sequence[str], count: int) -> str:
    among = [language_called(name) for name in LANGUAGES[:count]]
    counts = Counter(getattr(detect_language(text, among), "name", "open") for text in texts)
    return ", ".join(f"{name} {share / len(texts):.1%}" for name, share in counts.most_common())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
