"""What goes through a state machine fits it, whatever models, documents and users write."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_jsonable_python

from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.ingestion.chunking import MAX_CHUNK_CHARS
from genai_core.domain.protocol.client_frames import MAX_MODELS
from genai_core.domain.protocol.codec import wire_bytes
from genai_core.domain.protocol.questions import MAX_TABLE_CHARS
from genai_core.domain.retrieval.attachments import supplied_passages
from genai_core.domain.retrieval.passage_budget import within_size
from genai_core.domain.text.sizes import MAX_ANSWER_BYTES, MAX_PASSAGES_BYTES, cut_to_bytes, json_bytes
from genai_core.settings import LimitSettings
from tests.unit.usecases.answering.scenario import passage, question

PAYLOAD_BYTES = 262_144
"""Of Step Functions and of an asynchronous call of a function."""


@given(st.text(max_size=60), st.integers(2, 200))
def test_a_text_is_cut_to_the_longest_beginning_that_fits(text: str, most: int) -> None:
    cut = cut_to_bytes(text, most)

    assert text.startswith(cut)
    assert json_bytes(cut) <= most
    assert cut == text or json_bytes(text[: len(cut) + 1]) > most


@given(st.sampled_from('aé中😀"\\\n'))
def test_the_largest_question_with_all_answers_fits_one_step(char: str) -> None:
    chars = LimitSettings().question_chars
    passages = within_size([passage(char * MAX_CHUNK_CHARS, n) for n in range(24)], MAX_PASSAGES_BYTES)
    text = cut_to_bytes(char * 100_000, MAX_ANSWER_BYTES)
    answers = [
        ModelAnswer(ModelId(f"model-{n}"), "family", ModelStatus.ANSWERED, text) for n in range(MAX_MODELS)
    ]
    table = char * MAX_TABLE_CHARS
    step = {
        "question": question(char * chars, standalone=char * 1000, attachment=table),
        "passages": [*supplied_passages(f"{table}a"), *passages],
        "answers": answers,
    }

    assert len(wire_bytes(to_jsonable_python(step))) < PAYLOAD_BYTES


def test_the_best_passage_is_kept_however_large_and_the_weakest_go_first() -> None:
    large, small = passage("a" * 100, 0), passage("b" * 10, 1)

    assert within_size([large, small], 50) == (large,)
    assert within_size([small, large], 50) == (small,)
    assert within_size([large, small], 200) == (large, small)
