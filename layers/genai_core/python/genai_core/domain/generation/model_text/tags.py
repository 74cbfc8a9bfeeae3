"""The tags that models put around their reasoning and their answers, as data.

Every family has its own; servers pass them through unless they are told which parser to use. No tag is
a part of another: a tag that has come whole is never the beginning of a longer one.
"""

from __future__ import annotations

import re

_NAMES = (
    "think",
    "thinking",
    "thought",
    "thoughts",
    "reasoning",
    "reflection",
    "scratchpad",
    "analysis",
    "seed:think",
    "inner_monologue",
    "monologue",
    "cot",
    "chain_of_thought",
    "tool_call",
)
OPENING = frozenset(
    (
        *(f"<{name}>" for name in _NAMES),
        "[think]",
        "◁think▷",
        "<|channel>thought",
        "<|begin_of_thought|>",
        "<|start_thinking|>",
    )
)
"""Tags that open reasoning. They are in lower case and match in any case."""
CLOSING = frozenset(
    (
        *(f"</{name}>" for name in _NAMES),
        "[/think]",
        "◁/think▷",
        "<channel|>",
        "<|end_of_thought|>",
        "<|end_thinking|>",
    )
)
"""Tags that close reasoning; without an opening tag before, all text so far was reasoning."""
ANSWER_OPENING = frozenset(
    (
        "<answer>",
        "<final_answer>",
        "<response>",
        "<|begin_of_solution|>",
        "<|begin_of_box|>",
        "<|start_response|>",
        "<|start_text|>",
    )
)
"""At the start of a line these end reasoning that was not closed."""
ANSWER_CLOSING = frozenset(
    (
        "</answer>",
        "</final_answer>",
        "</response>",
        "<|end_of_solution|>",
        "<|end_of_box|>",
        "<|end_response|>",
        "<|end_text|>",
    )
)
TURN_END = frozenset(
    (
        "<|end|>",
        "<|return|>",
        "<|im_end|>",
        "<|eot_id|>",
        "<|endoftext|>",
        "<|end_of_text|>",
        "<｜end▁of▁sentence｜>",
        "<｜assistant｜>",
        "<|assistant|>",
    )
)
"""Special tokens that some servers pass through; users must not see them."""
CHANNEL, TURN_START, MESSAGE = "<|channel|>", "<|start|>", "<|message|>"
"""The channels of the Harmony format: `<|channel|>NAME<|message|>TEXT<|end|>`."""
FENCES = frozenset(("```", "~~~"))

TAGS = frozenset(
    (
        *OPENING,
        *CLOSING,
        *ANSWER_OPENING,
        *ANSWER_CLOSING,
        *TURN_END,
        *FENCES,
        CHANNEL,
        TURN_START,
        MESSAGE,
    )
)
TAG = re.compile("|".join(map(re.escape, sorted(TAGS, key=len, reverse=True))), re.IGNORECASE)
_LONGEST = max(map(len, TAGS))
_PREFIXES = frozenset(tag[:length] for tag in TAGS for length in range(1, len(tag)))


def unfinished_tag(text: str) -> int:
    """Returns how many characters at the end of `text`, after its last tag, may be the start of a tag."""
    tags = [match.end() for match in TAG.finditer(text)]
    rest = text[tags[-1] :] if tags else text
    for length in range(min(_LONGEST - 1, len(rest)), 0, -1):
        if rest[-length:].lower() in _PREFIXES:
            return length
    return 0
