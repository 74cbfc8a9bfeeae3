import pytest

from genai_core.domain.generation.model_text.answer_text import read_answer
from genai_core.domain.generation.models import Message, ModelRequest

ANSWER = "The main telescope has an aperture of 61 cm."


def read(text: str) -> str:
    request = ModelRequest(
        question="How large is it?", passages=(), system="", messages=(Message("user", "How large is it?"),)
    )
    return read_answer(text, request)


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
    ],
)
def test_the_answer_is_left_of_what_templates_and_tools_put_around_it(text: str) -> None:
    assert read(text) == ANSWER


def test_json_of_great_depth_is_no_error() -> None:
    deep = '{"answer":' * 900 + '"x"' + "}" * 900
    assert isinstance(read(deep), str)
