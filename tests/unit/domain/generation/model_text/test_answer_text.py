"""What a model says is read the same way for drafts, check and consensus."""

from __future__ import annotations

import pytest

from genai_core.domain.generation.model_text.answer_text import read_answer
from genai_core.domain.generation.models import ModelRequest
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage

GUIDE = "The cache is a Map<String, List<Integer>>; rows[1] is the first row, and the deposit is 1,000 euros."


def read(text: str, question: str = "How high is the deposit?", shown: int = 2) -> str:
    chunk = Chunk(ChunkId("c"), DocumentId("d"), 0, GUIDE, "Guide")
    passages = (Passage(chunk, 1.0),) * shown
    return read_answer(text, ModelRequest(question, passages, "Answer from the passages.", ()))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("It is 5 [1].", "It is 5."),
        ("It is 5[1][2].", "It is 5."),
        ("It is 5 months[1].", "It is 5 months."),
        ("It is 5 [1, 2] or 6 [1-2].", "It is 5 or 6."),
        ("It is 5 [passage 2]. See [Source 1].", "It is 5. See."),
        ("It is 5【1†source】.", "It is 5."),
        ("It is 5 [3].", "It is 5 [3]."),
        ("It is 5 [0].", "It is 5 [0]."),
        ("It is read with items[0].", "It is read with items[0]."),
        ("Read rows[1] first.", "Read rows[1] first."),
        ("Read my_rows[1] and getRows()[2] first.", "Read my_rows[1] and getRows()[2] first."),
        ("Read `x [1]` first [1].", "Read `x [1]` first."),
        ("```\nx = y [1]\n```\nDone [1].", "```\nx = y [1]\n```\nDone."),
        ("See 【重要】 there.", "See 【重要】 there."),
        ("[link](http://a.example) and [note]", "[link](http://a.example) and [note]"),
        ("It was 3 [1998].", "It was 3 [1998]."),
    ],
)
def test_only_marks_that_name_a_passage_shown_are_removed(written: str, text: str) -> None:
    assert read(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('{"answer": "It is 1,000 euros."}', "It is 1,000 euros."),
        ('{"Answer": "It is 1,000 euros.", "sources": [1]}', "It is 1,000 euros."),
        ('```json\n{"answer": "It is 1,000 euros."}\n```', "It is 1,000 euros."),
        ("```\nIt is 1,000 euros.\n```", "It is 1,000 euros."),
        ("```markdown\n- one\n- two\n```", "- one\n- two"),
        ('{"answer": ["one", "two"]}', "one\ntwo"),
        ('{"answer": 42}', "42"),
        ('{"answer": "It is 1,0', "It is 1,0"),
        ('<think>Hm.</think>{"answer": "It is 5."}', "It is 5."),
        ("<answer>It is 5.</answer>", "It is 5."),
        ('{"1": true}', '{"1": true}'),
        ('{"answer": {"a": 1}}', '{"answer": {"a": 1}}'),
        ("```python\nprint(1)\n```", "```python\nprint(1)\n```"),
        ("```\nx = y[0];\n```", "```\nx = y[0];\n```"),
        ("```\na\n```\nand\n```\nb\n```", "```\na\n```\nand\n```\nb\n```"),
    ],
)
def test_a_wrapping_that_nobody_asked_for_is_taken_off(written: str, text: str) -> None:
    assert read(written) == text


@pytest.mark.parametrize("written", ['{"answer": "5"}', '```json\n{"answer": "5"}\n```'])
def test_a_wrapping_that_was_asked_for_stays(written: str) -> None:
    assert read(written, "Give the deposit as JSON.") == written


def test_a_fence_stays_for_a_question_about_code() -> None:
    assert read("```\nmake start\n```", "Which command starts it?") == "```\nmake start\n```"


@pytest.mark.parametrize(
    "written",
    [
        "1. Stop the writer.\n2. Wait.\n   - a moment\n3. Detach it.",
        "# Heading\n\nText.\n\n| Part | Price |\n|---|---|\n| HX-20 | 164.00 |",
        "It is a Map<String, List<Integer>>.",
    ],
)
def test_layout_comes_out_as_it_went_in(written: str) -> None:
    assert read(written) == written
