"""Remove a wrapping that was not requested from an answer: a code fence around all of it, or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast

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
_ROLE = re.compile(r"\A\s*(?:\[/INST\]\s*|assistant[ \t]*(?::|\n)\s*)", re.IGNORECASE)
"""A label of the speaker, which belongs to a model's prompt template."""
_MAX_WRAPPINGS = 3


def unwrapped(text: str, asked: str) -> str:
    """Returns the answer without its wrappings; unchanged if `asked`, the question and prompt, requests
    them."""
    for _ in range(_MAX_WRAPPINGS):
        inner = _from_json(text, asked)
        inner = _from_fence(text, asked) if inner is None else inner
        if inner is None:
            break
        text = inner
    return _ROLE.sub("", text)


def _from_fence(text: str, asked: str) -> str | None:
    opening, *lines = text.strip().splitlines() or [""]
    fence = _FENCE_LINE.fullmatch(opening)
    if fence is None or not lines or lines[-1].strip() != fence.group(1):
        return None
    content, language = "\n".join(lines[:-1]), fence.group(2).lower()
    if language not in _PROSE_TAGS or any(line.lstrip().startswith(fence.group(1)) for line in lines[:-1]):
        return None
    if language == "json":
        return _from_json(content, asked)
    is_code = not language and bool(_CODE_LINE.search(content))
    return None if is_code or _ASKS_FOR_CODE.search(asked) else content


def _from_json(text: str, asked: str) -> str | None:
    stripped = text.strip()
    if not stripped.startswith("{") or _ASKS_FOR_JSON.search(asked):
        return None
    try:
        return _answer_of(cast("dict[str, Any]", json.loads(stripped)))
    except (ValueError, RecursionError):
        return _from_cut_json(stripped)


def _answer_of(fields: Mapping[str, Any]) -> str | None:
    named = {key.lower(): field for key, field in fields.items()}
    return next((answer for key in _ANSWER_KEYS if key in named and (answer := _said(named[key]))), None)


def _from_cut_json(text: str) -> str | None:
    """Returns the answer from JSON that was cut at the model's token limit."""
    cut = _CUT_JSON.match(text)
    if cut is None or cut.group(1).lower() not in _ANSWER_KEYS:
        return None
    try:
        return str(json.loads(f'"{cut.group(2)}"', strict=False))
    except ValueError:
        return None


def _said(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, map(_said, cast("list[object]", value))))
    if isinstance(value, dict):
        return _answer_of(cast("dict[str, Any]", value)) or ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""
