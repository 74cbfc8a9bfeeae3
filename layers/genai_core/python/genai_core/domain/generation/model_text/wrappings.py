"""Remove a wrapping that was not requested from an answer: a code fence around it, JSON, or a label."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast

from genai_core.domain.generation.model_text.answer_labels import without_labels

_FENCE_LINE = re.compile(r"\s*(```+|~~~+)[ \t]*+([\w+-]*)[ \t]*")
_PROSE_TAGS = frozenset(("", "text", "txt", "plain", "plaintext", "markdown", "md", "answer", "json"))
_CODE_LINE = re.compile(
    r"[;{}][^\S\n]*$|^[^\S\n]*(?:[$>#] |\w+\(|[\w.]+ ?=|import |def |class |</?\w)", re.MULTILINE
)
_ANSWER_KEYS = (
    "answer",
    "final_answer",
    "response",
    "reply",
    "text",
    "content",
    "result",
    "output",
    "final",
    "message",
    "arguments",
    "parameters",
    "antwort",
    "réponse",
    "respuesta",
    "risposta",
    "resposta",
    "antwoord",
)
_ASKS_FOR_CODE = re.compile(
    r"\b(?:json|yaml|xml|code|snippet|script|command|query|regex|function|config\w*|declar\w*|block|"
    r"befehl|quelltext|commande|comando|código|codice)\b",
    re.IGNORECASE,
)
_ASKS_FOR_JSON = re.compile(r"\bjson\b", re.IGNORECASE)
_CUT_JSON = re.compile(r'\{\s*"(\w+)"\s*:\s*"((?:[^"\\]|\\.)*)\Z', re.DOTALL)
_MAX_WRAPPINGS = 3


def unwrapped(text: str, asked: str, given: str) -> str:
    """Returns the answer without its wrappings; one that `asked`, the question and prompt, requests stays.

    Args:
        given: The text of the question and the passages, titles included.
    """
    for _ in range(_MAX_WRAPPINGS):
        inner = _from_json(text, asked, given)
        inner = _from_fence(text, asked, given) if inner is None else inner
        inner = without_labels(text, given) if inner is None else inner
        if inner.strip() == text.strip():
            break
        text = inner
    return text


def _from_fence(text: str, asked: str, given: str) -> str | None:
    opening, *lines = text.strip().splitlines() or [""]
    fence = _FENCE_LINE.fullmatch(opening)
    if fence is None or not lines:
        return None
    is_closed = lines[-1].strip() == fence.group(1)
    lines = lines[:-1] if is_closed else lines
    content, language = "\n".join(lines), fence.group(2).lower()
    if language not in _PROSE_TAGS or any(line.lstrip().startswith(fence.group(1)) for line in lines):
        return None
    if language == "json":
        return _from_json(content, asked, given)
    is_code = not language and bool(_CODE_LINE.search(content))
    return None if is_code or _ASKS_FOR_CODE.search(asked) else content


def _from_json(text: str, asked: str, given: str) -> str | None:
    stripped = text.strip()
    if not stripped.startswith(("{", "[")) or _ASKS_FOR_JSON.search(asked) or stripped in given:
        return None
    try:
        value = json.loads(stripped)
        is_list = isinstance(value, list)
        return (
            _from_list(cast("list[object]", value)) if is_list else _answer_of(cast("dict[str, Any]", value))
        )
    except (ValueError, RecursionError):
        return _from_cut_json(stripped)


def _from_list(items: list[object]) -> str | None:
    """Returns a list of texts as a list in Markdown, and a single text as it is."""
    texts = [item for item in items if isinstance(item, str)]
    if not texts or len(texts) < len(items) or not any(" " in text.strip() for text in texts):
        return None
    return texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts)


def _answer_of(fields: Mapping[str, Any]) -> str | None:
    named = {key.lower(): field for key, field in fields.items()}
    return next((answer for key in _ANSWER_KEYS if key in named and (answer := _text_of(named[key]))), None)


def _from_cut_json(text: str) -> str | None:
    """Returns the answer from JSON that was cut at the model's token limit."""
    cut = _CUT_JSON.match(text)
    if cut is None or cut.group(1).lower() not in _ANSWER_KEYS:
        return None
    try:
        return str(json.loads(f'"{cut.group(2)}"', strict=False))
    except ValueError:
        return None


def _text_of(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text_of, cast("list[object]", value))))
    if isinstance(value, dict):
        return _answer_of(cast("dict[str, Any]", value)) or ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""
