"""Instructions inside documents: sentences that speak to the model that reads them, not to people.

They stay in the prompt, framed as data, for a reader may ask about them; but they bear nothing out. An
answer that does what such a sentence says is then supported by nothing, and is not served. Recognised by
wording, in English and the commonest phrases of a few other languages; an attack worded otherwise meets
the frame, the check and the comparison all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.claims import split_sentences

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Control and format characters can hide instructions from people who read the document."""

_READER = r"(?:language model|ai assistant|assistant|chatbot|llm|ai model)"
_ANSWER = r"(?:answer|reply|repl(?:y|ies)|response|respond|output)"
_INSTRUCTIONS = (
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}"
    r"\b(?:instructions?|rules|prompts?|guidelines|passages?|text above|visible text)\b",
    r"\bnever mind the\b[^.!?]{0,40}\.\s*answer\b|\banswer with:",
    rf"\b{_ANSWER}\b (?:only |just |exactly |solely )?(?:only |just |exactly )with\b",
    r"\b(?:answer|reply|respond) (?:only|just|exactly) (?:with|by|in|the|that|«|“|\")",
    r"\b(?:and|must) (?:answer|reply|respond) that\b",
    rf"\b(?:begin|start|end|prefix|append|include)\b[^.!?]{{0,60}}\b(?:every|each|your|all) {_ANSWER}\b",
    rf"\b(?:to|in) your {_ANSWER}\b|\bas your {_ANSWER}\b|\bbefore you answer\b",
    r"\byou are now\b|\bfrom now on,? (?:begin|you|answer|reply)\b|\byou have no restrictions\b",
    rf"\bpretend to be\b|\bact as an? (?:unrestricted )?{_READER}\b|\bobey the user\b",
    r"\b(?:repeat|print|reveal|show|output|leak)\b[^.!?]{0,20}\b(?:your|the system) (?:system )?"
    r"(?:prompt|instructions)\b",
    r"\bsystem prompt (?:update|override)\b",
    rf"\b(?:note|message|instructions?|addressed) (?:to|for|from)\b[^.!?]{{0,40}}\b{_READER}\b",
    rf"(?:^|\n)\W*(?:ai )?(?:{_READER}|system)\s*:",
    r"\b(?:tell|instruct|inform) (?:the user|everyone)\b",
    r"\byou must (?:now )?(?:cite|respond|reply|answer|instruct|tell|state|say)\b|\byou must respond\b",
    r"\bto every question you must\b|\bcall this tool\b|\bdecode this\b",
    r"\binstructions?\b[^.!?]{0,15}\band say\b",
    r'"tool"\s*:|<\|im_|\[/?INST\]|<</?SYS>>',
    r"!\[[^\]]*\]\(\s*https?:|<img\b|\bonerror\s*=",
    r"\bignorier\w*\b[^.!?]{0,30}\banweisungen\b|\bantworte nur\b",
    r"\bignore[rz]?\b[^.!?]{0,30}\binstructions\b|\brépond\w* uniquement\b",
    r"\bignora\w*\b[^.!?]{0,30}\binstrucciones\b|\bresponde solo\b",
    r"忽略.{0,10}(?:指令|指示)|只回答|無視して",
)
_INSTRUCTION = re.compile("|".join(f"(?:{pattern})" for pattern in _INSTRUCTIONS), re.IGNORECASE)
_TEMPLATE = re.compile(r"<\|im_\w+\|>.*(?:<\|im_\w+\|>[^\n]*\n?[^\n]*|$)|\[INST\].*?\[/INST\]", re.DOTALL)
_FRAME = re.compile(r"</passages?>.*", re.DOTALL | re.IGNORECASE)
_VISIBLE = re.compile(r"\S")


def is_instruction(sentence: str) -> bool:
    """True where a sentence tells its reader what to answer."""
    # Code may hold anything; whoever asks about it wants it as it stands.
    return not sentence.startswith(("```", "~~~")) and bool(_INSTRUCTION.search(INVISIBLE.sub("", sentence)))


@lru_cache(512)
def as_evidence(text: str) -> str:
    """Returns the text with blanks where it speaks to a model; every place in it stays where it was."""
    for pattern in (_TEMPLATE, _FRAME):
        text = pattern.sub(lambda match: _VISIBLE.sub(" ", match.group()), text)
    hidden = [(span.start, span.end) for span in split_sentences(text) if is_instruction(span.text)]
    for start, end in hidden:
        text = text[:start] + _VISIBLE.sub(" ", text[start:end]) + text[end:]
    return text


def evidence_of(passages: Sequence[Passage]) -> list[Passage]:
    """Returns the passages as they may bear an answer out, in the same order."""
    return [
        replace(passage, chunk=replace(passage.chunk, text=as_evidence(passage.chunk.text)))
        for passage in passages
    ]
