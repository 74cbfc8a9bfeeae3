"""What the chunks of servers say, each in its own dialect."""

from __future__ import annotations

import json
from typing import Any

import pytest

from genai_core.domain.generation.chat_protocol import read_chunk


@pytest.mark.parametrize(
    ("delta", "text", "reasoning"),
    [
        ({"content": "Yes."}, "Yes.", ""),
        ({"content": None, "reasoning_content": "Hm."}, "", "Hm."),
        ({"content": "", "reasoning": "Hm."}, "", "Hm."),
        ({"content": "Yes.", "thinking": "Hm."}, "Yes.", "Hm."),
        ({"content": [{"type": "text", "text": "Yes"}, {"type": "text", "text": "."}]}, "Yes.", ""),
        (
            {
                "content": [
                    {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]},
                    {"type": "text", "text": "Yes."},
                ]
            },
            "Yes.",
            "Hm.",
        ),
        ({"content": [{"type": "reasoning", "text": "Hm."}, "Yes."]}, "Yes.", "Hm."),
        ({"content": [{"type": "image_url", "image_url": {"url": "x"}}, 7, None]}, "", ""),
        ({"role": "assistant"}, "", ""),
    ],
)
def test_text_and_reasoning_of_a_delta(delta: dict[str, Any], text: str, reasoning: str) -> None:
    piece = read_chunk(json.dumps({"choices": [{"delta": delta}]}))
    assert (piece.text, piece.reasoning) == (text, reasoning)
    whole = read_chunk(json.dumps({"choices": [{"message": delta, "finish_reason": "length"}]}))
    assert (whole.text, whole.reasoning, whole.stop_reason) == (text, reasoning, "length")
