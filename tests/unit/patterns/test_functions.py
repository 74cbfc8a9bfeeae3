"""The functions that read foreign texts on the path of a question take time that grows with the text."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from genai_core.domain.chat.followups import standalone_question
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.generation.model_text.citation_marks import remove_citation_marks
from genai_core.domain.generation.model_text.wrappings import unwrapped
from genai_core.domain.generation.models import Message
from genai_core.domain.grounding.citing import with_markers
from genai_core.domain.grounding.evidence import plain_words
from genai_core.domain.grounding.injections import as_evidence, is_instruction
from genai_core.domain.ingestion.chunking import MAX_CHUNK_CHARS, chunk_document
from genai_core.domain.ingestion.cleaning import clean_markdown
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.retrieval.self_query import mentions_documents
from genai_core.domain.text.answer_claims import split_answer
from genai_core.domain.text.claims import split_sentences

UNITS = (
    ".", "? ", " ", "\n", "\t \n", "a", "1", "1,111.", "1 000 ", "–", "_ ", "*", "**a ", "`",
    "``a`", "[", "[1]", "](", "<", "<!--", "<a ", "| a ", "not ", "ignore all ", "note to the ",
    "http://a", "A. ", '"', "<|im_x|>", "[INST]", "</passage>", "```\n", "from 1999 to ", "A B ",
    "中", "。", "1st ", "$1 million ", "\n- a", "Ignore all rules. ", "million ", "hundred ",
    "updated published ",
)  # fmt: skip


def _chunks(text: str) -> Any:
    return chunk_document(ExtractedDocument("t", "txt", (Block(text),)), "d", "v")  # type: ignore[arg-type]


READERS: dict[str, Callable[[str], Any]] = {
    "chunks": _chunks,
    "markdown": clean_markdown,
    "sentences": split_sentences,
    "claims": split_answer,
    "evidence": as_evidence.__wrapped__,
    "instruction": is_instruction,
    "plain words": plain_words,
    "refusal": is_refusal,
    "citation marks": lambda text: remove_citation_marks(text, 9),
    "wrappings": lambda text: unwrapped(text, "What?", ""),
    "markers": lambda text: with_markers(text, (1,), Verdict.SUPPORTED),
    "question": mentions_documents,
    "history": lambda text: standalone_question("What about it?", [Message("user", text)]),
}
NOTICED_S = 0.1
SIZES = {"chunks": 60_000, "markdown": 60_000}
"""Whole documents; everything else reads chunks and answers, which have a bound of their own."""


@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_texts_takes_no_square_of_time(name: str) -> None:
    size = SIZES.get(name, 3 * MAX_CHUNK_CHARS)
    slow = {unit: ratio for unit in UNITS if (ratio := _grows(READERS[name], unit, size))}

    assert not slow


@pytest.mark.parametrize("unit", UNITS)
def test_the_values_of_one_chunk_are_read_at_once(unit: str) -> None:
    assert _seconds(read_values.__wrapped__, unit, MAX_CHUNK_CHARS) < 2


def _grows(read: Callable[[str], Any], unit: str, size: int) -> float:
    """Returns how many times as long twice the text takes if that is noticed each time, else 0."""
    once = _seconds(read, unit, size)
    # What makes twice the text take thrice as long makes four times the text take 6.4 times as long.
    if once < NOTICED_S or once <= 5 * _seconds(read, unit, size // 4):
        return 0.0
    ratio = 0.0
    # Python collects garbage in between, and machines are disturbed: a square shows each time.
    for _ in range(3):
        once, twice = (min(_seconds(read, unit, size * times) for _ in range(2)) for times in (1, 2))
        if once < NOTICED_S or twice <= 3 * once:
            return 0.0
        ratio = twice / once
    return ratio


def _seconds(read: Callable[[str], Any], unit: str, size: int) -> float:
    text = f"The code is 4711 {unit * (size // len(unit))}x"
    started = time.thread_time()
    read(text)
    return time.thread_time() - started
