import pytest

from genai_core.domain.generation.model_text.answer_text import read_answer
from genai_core.domain.generation.models import ModelRequest
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage

ANSWER = "The main telescope has an aperture of 61 cm."


def read(text: str, *passages: str) -> str:
    shown = tuple(
        Passage(Chunk(ChunkId("c"), DocumentId("d"), 0, passage, "Guide"), 1.0) for passage in passages
    )
    return read_answer(text, ModelRequest("How large is it?", shown, "", ()))


@pytest.mark.parametrize(
    "text",
    [
        f"<inner_monologue>maybe 16</inner_monologue>{ANSWER}",
        f"<cot>maybe 16</cot>\n{ANSWER}",
        f'<tool_call>{{"name": "search"}}</tool_call>{ANSWER}',
        f"<response>{ANSWER}</response>",
        f"<think>maybe 16</think><|begin_of_box|>{ANSWER}<|end_of_box|>",
        f"<｜Assistant｜>{ANSWER}<｜end▁of▁sentence｜>",
        f"[/INST] {ANSWER}",
        f"assistant\n\n{ANSWER}",
        f"Assistant: {ANSWER}",
        f'{{"response": {{"answer": "{ANSWER}"}}}}',
        f"Final Answer: {ANSWER}",
        f"**Final Answer:**\n\n{ANSWER}",
        f"## Final Answer\n{ANSWER}",
        f"**Answer**: {ANSWER}",
        f"A: {ANSWER}",
        f"Réponse : {ANSWER}",
        f"Q: How large is it?\nA: {ANSWER}",
        f"Here is my thought process:\nIt says 61.\n\nHere is my response:\n{ANSWER}",
        f"Thought: I now know it.\nFinal Answer: {ANSWER}",
        f"analysisIt says 61.assistantfinal{ANSWER}",
        f"< think >maybe 16</ think >{ANSWER}",
        f"&lt;think&gt;maybe 16&lt;/think&gt;{ANSWER}",
        f"\\u003cthink\\u003emaybe 16\\u003c/think\\u003e{ANSWER}",
        f"＜think＞maybe 16＜/think＞{ANSWER}",
        f"<output>\n{ANSWER}\n</output>",
        f"<|im_start|>assistant\n{ANSWER}<|im_end|>\n<|im_start|>user\nAnd how old?",
        f"<|start_header_id|>assistant<|end_header_id|>\n\n{ANSWER}<|eot_id|>",
        f"<start_of_turn>model\n{ANSWER}<end_of_turn>",
        f"{ANSWER}</s>",
        f"{ANSWER}\n\nUser: How old?\nAssistant: It is old.",
        f'["{ANSWER}"]',
        f'{{"name": "final_answer", "arguments": {{"answer": "{ANSWER}"}}}}',
        f"```markdown\n{ANSWER}",
        f'"{ANSWER}"',
        f"\\boxed{{{ANSWER}}}",
        f"$$\\boxed{{\\text{{{ANSWER}}}}}$$",
    ],
)
def test_the_answer_is_left_of_what_templates_and_tools_put_around_it(text: str) -> None:
    assert read(text) == ANSWER


def test_json_of_great_depth_is_no_error() -> None:
    deep = '{"answer":' * 900 + '"x"' + "}" * 900
    assert isinstance(read(deep), str)


@pytest.mark.parametrize(
    "text",
    [
        "The tag <think> opens the reasoning, and </think> closes it.",
        'The tags "<think>" and "</think>" frame it; "<|im_end|>" ends a turn.',
        "The element <response> holds the code, <output> the rest.",
        "Use &lt;think&gt; as a literal tag.",
        "Thought leaders: Ada Holm and Bo Li.",
        "Analysis: the sample held 3 % of zinc.",
        "Final Answer is the title of the report.",
        "A: north\nB: south",
        "Here is the answer to life: 42.",
        '["a", "b"]',
        "The roles are `User:` and `Assistant:`.",
        "Old <s>10 €</s> now <s>8 €</s>",
        '"Yes", said the minister, "we agree."',
        "    indented code\n    second line".strip(),
    ],
)
def test_content_that_looks_like_a_wrapping_stays(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Final Answer: How We Won was written by Ada Holm.", "See Final Answer: How We Won (2019)."),
        ("In LaTeX \\boxed{x} draws a box.", "The command \\boxed{x} draws a box."),
        ('"Per aspera ad astra"', 'Above the door stands "Per aspera ad astra" in gold.'),
        ("Say hello.\nUser: hello", "A log looks like this: User: hello"),
        ('["Ada Holm", "Bo Li"]', 'The field holds ["Ada Holm", "Bo Li"].'),
    ],
)
def test_what_a_passage_holds_stays(text: str, passage: str) -> None:
    assert read(text, passage) == text


def test_a_list_in_json_becomes_a_list() -> None:
    assert read('["Open the valve.", "Wait."]') == "- Open the valve.\n- Wait."
