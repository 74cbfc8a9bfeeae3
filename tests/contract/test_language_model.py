"""What every language model does, whoever runs it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.domain.generation.models import Finished, Message, ModelRequest, TextDelta
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage
from tests.contract.language_models import Subject

QUESTION = "How many kilometres long is the Rhine?"
RHINE = "The Rhine rises in the Swiss Alps. The Rhine is 1233 kilometres long. Barges carry coal on it."


def passage(text: str) -> Passage:
    return Passage(Chunk(ChunkId("c"), DocumentId("d"), 0, text, "Rivers"), score=1.0)


REQUEST = ModelRequest(
    question=QUESTION,
    passages=(passage(RHINE),),
    system="Answer from the passage in one short sentence.",
    messages=(
        Message("user", "Hello."),
        Message("assistant", "Hello, what would you like to know?"),
        Message("user", f'<passage number="1">\n{RHINE}\n</passage>\n\nQuestion: {QUESTION}'),
    ),
    max_output_tokens=48,
)


def test_text_comes_in_deltas_and_one_finish_comes_last(subject: Subject) -> None:
    *deltas, last = list(subject.model.stream(REQUEST))
    assert deltas
    assert all(isinstance(event, TextDelta) for event in deltas)
    assert isinstance(last, Finished)


def test_the_answer_is_text_about_the_question(subject: Subject) -> None:
    *deltas, _ = list(subject.model.stream(REQUEST))
    text = "".join(event.text for event in deltas if isinstance(event, TextDelta))
    assert "Rhine" in text or "1233" in text


def test_tokens_in_and_out_are_counted(subject: Subject) -> None:
    last = list(subject.model.stream(REQUEST))[-1]
    assert isinstance(last, Finished)
    assert last.usage.input_tokens > 0
    assert last.usage.output_tokens > 0


def test_an_answer_cut_at_its_limit_says_so(subject: Subject) -> None:
    if subject.name == "extractive":
        pytest.skip("it says a sentence whole or not at all")
    last = list(subject.model.stream(replace(REQUEST, max_output_tokens=3)))[-1]
    assert isinstance(last, Finished)
    assert last.stop_reason == "length"
    assert last.usage.output_tokens <= 3


def test_a_stream_may_be_closed_early_and_the_model_asked_again(subject: Subject) -> None:
    first = subject.model.stream(REQUEST)
    next(first)
    first.close()  # type: ignore[attr-defined]  # every adapter streams from a generator
    assert isinstance(list(subject.model.stream(REQUEST))[-1], Finished)


def test_nothing_happens_before_the_stream_is_read(subject: Subject) -> None:
    subject.model.stream(REQUEST)


def test_a_request_without_history_and_system_prompt_is_answered(subject: Subject) -> None:
    bare = replace(REQUEST, system="", messages=REQUEST.messages[-1:])
    assert isinstance(list(subject.model.stream(bare))[-1], Finished)
