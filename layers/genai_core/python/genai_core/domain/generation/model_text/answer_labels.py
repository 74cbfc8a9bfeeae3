"""Remove what a model or its prompt template writes around an answer: a label, a box, quotation marks, a next
turn.

Each of them may be content: "Final Answer: How We Won" may be the title of a document. So text that the
question or a passage also holds stays.
"""

from __future__ import annotations

import re

_NAMES = (
    r"(?:the )?(?:final )?(?:answer|response)|assistant|ai|réponse(?: finale)?|(?:endgültige )?antwort|"
    r"respuesta(?: final)?|risposta(?: finale)?|resposta(?: final)?|antwoord|回答|答案|答え|最终答案|最終回答"
)
_LABEL = re.compile(
    rf"(?:#{{1,6}} *(?:{_NAMES}) *[:：]? *\n|\*\*(?:{_NAMES})(?: ?[:：] ?\*\*|\*\* ?[:：]|\*\* *\n)|"
    rf"(?:{_NAMES}) ?[:：]|here(?: is|'s) my (?:final )?(?:response|answer):)\s*+",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:\[/INST\]|assistant[ \t]*\n)\s*", re.IGNORECASE)
_SHORT_LABEL = re.compile(r"A ?: ")
_OTHER_LETTER = re.compile(r"^B ?: ", re.MULTILINE)
_REPEATED_QUESTION = re.compile(r"\A(?:Q|Question) ?: [^\n]{1,2000}+\n++(?=(?:A|Answer) ?: )")
_NOTES = re.compile(
    r"\A(?:Thought: (?:(?!Thought:)[^\n]*\n)+?(?=Final Answer:)|analysis(?=\w)(?:.|\n)*?assistantfinal)"
)
"""Reasoning in the form of an agent's notes, or of the Harmony format without its special tokens."""
_NEXT_TURN = re.compile(
    r"\n(?P<speaker>User|Human|Question) ?: [^\n]*(?:\n{1,3}(?:Assistant|AI|Answer) ?:|\Z)"
)
_BOX = re.compile(
    r"(?:\$\$?|\\\[|\\\()?\\boxed\{(?:\\text\{(?P<words>[^{}]*)\}|(?P<inside>[^{}]*))\}(?:\\\]|\\\)|\$\$?)?"
)
_QUOTED = re.compile(r"[\"“„](?P<inside>[^\"“”„\n]+)[\"”“]")


def without_labels(text: str, given: str) -> str:
    """Returns the answer without labels, boxes and quotation marks around it, and without a turn after it.

    Args:
        given: The text of the question and the passages, titles included.
    """
    text = _from_label(text.strip(), given)
    text = _first_turn(text, given)
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None and text not in given:
        text = quoted.group("inside")
    if "\\boxed" in text and "\\boxed" not in given and "`" not in text:
        text = _BOX.sub(lambda box: box.group("words") or box.group("inside") or "", text)
    return text.removesuffix("</s>").removeprefix("<s>") if "</s>" not in text[:-4] else text


def _from_label(text: str, given: str) -> str:
    for pattern in (_NOTES, _ROLE, _REPEATED_QUESTION, _LABEL, _SHORT_LABEL):
        label = pattern.match(text)
        if label is None or (pattern is _SHORT_LABEL and _OTHER_LETTER.search(text)):
            continue
        rest = text[label.end() :]
        begins = " ".join(rest.split(maxsplit=2)[:2])
        is_content = f"{label.group()}{begins}".casefold() in given.casefold()
        if rest and not is_content:
            text = rest
    return text


def _first_turn(text: str, given: str) -> str:
    """Returns the text up to a turn of the user that the model has made up."""
    turn = _NEXT_TURN.search(text)
    if turn is None or f"{turn.group('speaker')}:" in given:
        return text
    return text[: turn.start()]
