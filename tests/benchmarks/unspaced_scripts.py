"""Asks 40 questions in Japanese, Chinese and Thai, one for each of 40 passages, of BM25 over our terms:
`python -m tests.benchmarks.unspaced_scripts`. Prints how many are found first, and by what margin.

Beside the terms that ship, characters and pairs of them, it tries phrases that BudouX cuts, if that is
installed: `uv run --with budoux python -m tests.benchmarks.unspaced_scripts`.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from genai_core.domain.retrieval.lexical import LexicalAnalyser

_DATA = Path(__file__).parents[1] / "data" / "retrieval" / "unspaced_scripts.tsv"
_PARSERS = {
    "ja": "load_default_japanese_parser",
    "zh-hans": "load_default_simplified_chinese_parser",
    "zh-hant": "load_default_traditional_chinese_parser",
    "th": "load_default_thai_parser",
}
_K1, _B = 1.2, 0.75
_ANALYSER = LexicalAnalyser(lambda word: word)

Terms = Callable[[str, str], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage and the question that it alone answers."""

    language: str
    passage: str
    question: str


def main() -> int:
    """Returns the exit code, 1 if the terms that ship do not find each passage first."""
    with _DATA.open() as file:
        asked = [
            Asked(row["lang"], row["passage"], row["question"])
            for row in csv.DictReader(file, delimiter="\t")
        ]
    shipped = _report("characters and pairs", asked, lambda text, _: _ANALYSER.count(text)[0], _weighed)
    if importlib.util.find_spec("budoux") is None:
        print("phrases are not tried: budoux is not installed")
    else:
        phrases = _phrases()
        for weight in (0.5, 1.0, 2.0):
            _report(f"and phrases, times {weight}", asked, _with(phrases), _with(phrases, weight))
        _report("phrases alone", asked, phrases, phrases)
    return 0 if shipped == len(asked) else 1


def _weighed(question: str, _language: str) -> Mapping[str, float]:
    return _ANALYSER.weigh(question)


def _phrases() -> Terms:
    budoux: Any = importlib.import_module("budoux")
    parsers = {language: getattr(budoux, name)() for language, name in _PARSERS.items()}

    def terms(text: str, language: str) -> Mapping[str, float]:
        phrases = (re.sub(r"\W", "", phrase) for phrase in parsers[language].parse(text))
        return Counter(phrase for phrase in phrases if len(phrase) > 1)

    return terms


def _with(phrases: Terms, weight: float | None = None) -> Terms:
    """Returns the terms that ship with the phrases: counted in a passage, weighed in a question."""

    def terms(text: str, language: str) -> Mapping[str, float]:
        weights: dict[str, float] = dict(
            _ANALYSER.count(text)[0] if weight is None else _ANALYSER.weigh(text)
        )
        for phrase, count in phrases(text, language).items():
            weights[phrase] = weights.get(phrase, 0.0) + count * (weight or 1.0)
        return weights

    return terms


def _report(name: str, asked: list[Asked], counted: Terms, weighed: Terms) -> int:
    passages = [counted(entry.passage, entry.language) for entry in asked]
    lengths = [sum(terms.values()) for terms in passages]
    documents = Counter(term for terms in passages for term in terms)
    mean = sum(lengths) / len(lengths)
    first, margins = 0, 0.0
    for index, entry in enumerate(asked):
        weights = weighed(entry.question, entry.language)
        scores = [
            sum(
                weight * _idf(len(asked), documents[term]) * _share(terms[term], length / mean)
                for term, weight in weights.items()
                if term in terms
            )
            for terms, length in zip(passages, lengths, strict=True)
        ]
        best_other = max(scores[:index] + scores[index + 1 :])
        first += scores[index] > best_other
        margins += (scores[index] - best_other) / max(scores[index], best_other, 1e-9)
    print(f"{name:28} first {first} of {len(asked)}, mean margin {margins / len(asked):.3f}")
    return first


def _idf(count: int, documents: int) -> float:
    return math.log(1 + (count - documents + 0.5) / (documents + 0.5))


def _share(frequency: float, length: float) -> float:
    return frequency * (_K1 + 1) / (frequency + _K1 * (1 - _B + _B * length))


if __name__ == "__main__":
    raise SystemExit(main())
