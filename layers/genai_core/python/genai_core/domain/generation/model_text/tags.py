"""The tags that models put around their reasoning and their answers, as data.

Every family has its own; servers pass them through unless they are told which parser to use. No tag is
a part of another: a tag that has come whole is never the beginning of a longer one. A tag in angle brackets
may also have spaces inside, be escaped, or be in full-width characters.
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
PROSE_OPENING = frozenset(("here is my thought process:", "here's my thought process:"))
PROSE_CLOSING = frozenset(("here is my response:", "here's my response:"))
"""Sentences that some models write in place of tags: at the start of the text, and at the start of a line."""
ANSWER_OPENING = frozenset(
    (
        "<answer>",
        "<final_answer>",
        "<response>",
        "<output>",
        "<final>",
        "<solution>",
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
        "</output>",
        "</final>",
        "</solution>",
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
        "<|eom_id|>",
        "<end_of_turn>",
        "<|endoftext|>",
        "<|end_of_text|>",
        "<｜end▁of▁sentence｜>",
        "<｜assistant｜>",
        "<|assistant|>",
    )
)
"""Special tokens that some servers pass through; users must not see them."""
CHANNEL = "<|channel|>"
HEADER_START = frozenset((CHANNEL, "<|start|>", "<|start_header_id|>", "<|im_start|>", "<start_of_turn>"))
"""Tags that begin the header of a turn or of a channel: `<|channel|>NAME<|message|>TEXT<|end|>`."""
HEADER_END = frozenset(("<|message|>", "<|end_header_id|>"))
LINE_HEADER = frozenset(("<|im_start|>", "<start_of_turn>"))
"""Headers that end with their line."""
FENCES = frozenset(("```", "~~~"))

MENTIONED = OPENING | ANSWER_OPENING | HEADER_START | TURN_END
"""Tags that the next character shows to be a mention: text about the tag."""
TAGS = frozenset(
    (
        *OPENING,
        *CLOSING,
        *PROSE_OPENING,
        *PROSE_CLOSING,
        *ANSWER_OPENING,
        *ANSWER_CLOSING,
        *TURN_END,
        *FENCES,
        *HEADER_START,
        *HEADER_END,
    )
)
_BRACKETED = re.compile(r"<(/?)([a-z][\w:]*)>")


def _variants(tag: str) -> tuple[str, ...]:
    """Returns the ways to write a tag of one word in angle brackets besides its own."""
    match = _BRACKETED.fullmatch(tag)
    if match is None:
        return ()
    slash, name = match.groups()
    return (
        f"< {slash}{name} >",
        f"<{slash} {name} >",
        f"<{slash}{name} >",
        f"< {slash}{name}>",
        f"<{slash} {name}>",
        f"&lt;{slash}{name}&gt;",
        f"\\u003c{slash}{name}\\u003e",
        f"＜{slash}{name}＞",
        f"＜{'／' if slash else ''}{name}＞",
    )


_CANONICAL_FORM = {variant: tag for tag in TAGS for variant in (tag, *_variants(tag))}
_FIRST = "".join(sorted({re.escape(tag[0]) for tag in _CANONICAL_FORM}))
TAG = re.compile(
    f"(?=[{_FIRST}])(?:{'|'.join(map(re.escape, sorted(_CANONICAL_FORM, key=len, reverse=True)))})",
    re.IGNORECASE,
)
_LONGEST = max(map(len, _CANONICAL_FORM))
_PREFIXES = frozenset(tag[:length] for tag in _CANONICAL_FORM for length in range(1, len(tag)))


def canonical_tag(tag: str) -> str:
    """Returns the form that the sets of this module hold for a match of `TAG`."""
    return _CANONICAL_FORM[tag.lower()]


def unfinished_tag(text: str) -> int:
    """Returns how many characters at the end of `text` may be the start of a tag, or are a tag whose meaning
    depends on the next character."""
    end = start = 0
    for match in TAG.finditer(text):
        start, end = match.span()
    if end == len(text) > start and canonical_tag(text[start:]) in MENTIONED:
        return end - start
    rest = text[end:]
    for length in range(min(_LONGEST - 1, len(rest)), 0, -1):
        if rest[-length:].lower() in _PREFIXES:
            return length
    return 0
