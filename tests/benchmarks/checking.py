"""What checking costs: `python -m tests.benchmarks.checking`.

Agreement and groundedness of five answers of 200 words against eight passages of 120 words, all
different: sentences of the passages in another order, some with a word or a number changed. The best and
the median of some rounds by the clock and in processor time of all threads. Other
work on the machine lengthens both, the time by the clock far more, so the machine's load is printed too.

No text occurs twice, in no round of any method: what was read of a text is remembered, and would be free.

What can be checked while models write is checked then, as `AskModel` does: passages are prepared before any
answer comes, and four answers were checked when the fifth ends. Each row says what was done before its time
begins: in the first nothing, in the last one all but the last answer, so that its time is what a user waits
from the end of the last answer to the verdicts.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from genai_core.adapters.onnx.claim_verifier import OnnxClaimVerifier
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import (
    ChunkId,
    DocumentId,
    ModelId,
    RunId,
    SessionId,
    UserId,
    WorkspaceId,
)
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.claims import split_sentences
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.wrappers.cached_verifier import CachedVerifier
from genai_core.wrappers.shared_encodings import SharedEncodings
from tools.build.calibration_texts import calibration_texts

ROOT = Path(__file__).parents[2]
ANSWERS, ANSWER_WORDS, PASSAGES, PASSAGE_WORDS = 5, 200, 8, 120
ROUNDS, METHODS = 8, 6
"""They need 384 different passages; there are about 416."""
TEXT = "What do the documents say about it?"
QUESTION = Question(RunId("r"), "r", WorkspaceId("w"), SessionId("s"), UserId("u"), TEXT, standalone=TEXT)

Case = tuple[list[ModelAnswer], list[Passage]]
Ahead = Callable[[CheckAnswers, Sequence[ModelAnswer], Sequence[Passage]], None]


def main() -> None:
    """Prints one line per method."""
    embedder = OnnxEmbedder(ROOT / ".build/model")
    embedder.embed_tokens([TEXT])
    verifier = OnnxClaimVerifier(ROOT / ".build/verifier")
    verifier.verify([(TEXT, TEXT)])
    cases = [[case(method * ROUNDS + number) for number in range(ROUNDS)] for method in range(METHODS)]
    words = statistics.mean(len(answer.text.split()) for answers, _ in cases[0] for answer in answers)
    print(f"{ANSWERS} answers of {words:.0f} words, {PASSAGES} passages of {PASSAGE_WORDS}")
    print(f"load of {os.cpu_count()} cores before: {os.getloadavg()[0]:.1f}")
    print(f"{'':<34}{'best':>8}{'median':>9}{'CPU best':>11}{'CPU median':>12}{'limit':>8}")

    def verified() -> CheckAnswers:
        return CheckAnswers(SharedEncodings(embedder), CachedVerifier(verifier))

    def encoded() -> CheckAnswers:
        return CheckAnswers(SharedEncodings(embedder))

    report("words alone", lambda: CheckAnswers(None), cases[3], 20)
    report("encoded", encoded, cases[1], 220)
    report("encoded; passages prepared", encoded, cases[0], 120, ahead=prepared)
    report("verified", verified, cases[2], 300)
    report("verified; passages prepared", verified, cases[4], 300, ahead=prepared)
    report("verified; 4 of 5 answers checked", verified, cases[5], 300, ahead=checked_but_the_last)


def report(
    name: str,
    make: Callable[[], CheckAnswers],
    cases: Sequence[Case],
    limit_ms: int,
    *,
    ahead: Ahead | None = None,
) -> None:
    """Prints one line.

    Args:
        ahead: Done before the time of each round begins.
    """
    spent: list[float] = []
    worked: list[float] = []
    for answers, passages in cases:
        check = make()
        if ahead:
            ahead(check, answers, passages)
        began, busy = time.perf_counter(), time.process_time()
        check(QUESTION, answers, passages)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    best, median = min(spent), statistics.median(spent)
    cpu_best, cpu_median = min(worked), statistics.median(worked)
    by_clock, by_cpu = f"{best:>5.0f} ms{median:>6.0f} ms", f"{cpu_best:>8.0f} ms{cpu_median:>9.0f} ms"
    print(f"{name:<34}{by_clock}{by_cpu}{limit_ms:>5} ms", flush=True)


def prepared(check: CheckAnswers, _: Sequence[ModelAnswer], passages: Sequence[Passage]) -> None:
    check.prepare(QUESTION, passages)


def checked_but_the_last(
    check: CheckAnswers, answers: Sequence[ModelAnswer], passages: Sequence[Passage]
) -> None:
    check.prepare(QUESTION, passages)
    check(QUESTION, answers[:-1], passages)


@cache
def passages() -> list[str]:
    """Returns passages of prose, each of whole paragraphs and cut at its end; no paragraph occurs twice."""
    joined: list[str] = []
    words: list[str] = []
    for paragraph in dict.fromkeys(calibration_texts(20_000)):
        if is_prose(paragraph.split()):
            words += paragraph.split()
        if len(words) >= PASSAGE_WORDS:
            joined.append(" ".join(words[:PASSAGE_WORDS]))
            words = []
    return joined


def is_prose(words: Sequence[str]) -> bool:
    return sum(word.strip(".,;:()\"'").isalpha() for word in words) >= 0.9 * len(words)


def case(number: int) -> Case:
    """Returns answers and passages of one round; the same number gives the same."""
    source = random.Random(number)
    chosen = passages()[number * PASSAGES : (number + 1) * PASSAGES]
    sentences = [span.text for text in chosen for span in split_sentences(text)]
    answers = [
        ModelAnswer(ModelId(f"m{index}"), f"f{index}", ModelStatus.ANSWERED, answer(sentences, source))
        for index in range(ANSWERS)
    ]
    chunks = [
        Chunk(ChunkId(f"c{index}"), DocumentId("d"), index, text, "") for index, text in enumerate(chosen)
    ]
    return answers, [Passage(chunk, 1.0) for chunk in chunks]


def answer(sentences: Sequence[str], source: random.Random) -> str:
    """Returns about 200 words: sentences in another order, every third one changed a little."""
    copied: list[str] = []
    for index, sentence in enumerate(source.sample(sentences, len(sentences))):
        words = sentence.split()
        if index % 3 == 0:
            words[source.randrange(len(words))] = source.choice(("not", "17", "every", "later"))
        copied += words
        if len(copied) >= ANSWER_WORDS:
            break
    return " ".join(copied[:ANSWER_WORDS])


if __name__ == "__main__":
    main()
