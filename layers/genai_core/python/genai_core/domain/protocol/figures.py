"""Figures of an answer, with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Share:
    """A figure with its counts, shown as "4 of 5"."""

    value: Annotated[float | None, "0 to 1; null if it does not apply, as agreement of a single model."]
    count: int
    total: int

    def __str__(self) -> str:
        return f"{self.count} of {self.total}" if self.total else "–"


@dataclass(frozen=True, slots=True)
class Probability:
    """How likely an answer is right, from judged answers with such figures."""

    value: Annotated[float, "0 to 1."]
    low: Annotated[float, "Lower end of the 95 % interval."]
    high: Annotated[float, "Upper end of the 95 % interval."]
    judgements: Annotated[int, "How many judged answers it is based on."]

    def __str__(self) -> str:
        interval = f"{self.low:.2f} to {self.high:.2f}"
        return f"{self.value:.2f} ({interval}, {self.judgements} judged answers)"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whether planted documents could have caused the answer: each document is checked alone."""

    planted: Annotated[int, "How many documents are assumed to be planted."]
    sentences: Annotated[int, "Sentences of the answer that the documents support."]
    held: Annotated[int, "Of these, those that several documents each support, and none contradicts."]

    def __str__(self) -> str:
        return f"{self.held} of {self.sentences} supported by more than {self.planted} document"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens in and out, as the model counted them (estimated if it does not), and their price."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost_usd + other.cost_usd,
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """The workspace's promise about its answers, and whether this answer keeps it."""

    max_error: Annotated[float, "At most this share of all questions gets a wrong answer."]
    judgements: Annotated[int, "Judged answers that it is based on."]
    is_kept: Annotated[bool, "False: too few answers were judged; nothing is promised or withheld."]
    is_withheld: Annotated[bool, "The answer is not sure enough and is not served."]
    words: Annotated[str, "The promise as a sentence."]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each model counted."""

    are_priors: Annotated[bool, "All count alike, because too few answers were judged."]
    values: Annotated[dict[str, float], "By model, 1 on average; a missing model counts 1."]
