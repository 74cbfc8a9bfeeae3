"""Turn pydantic's findings into one error with path, value and remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from genai_core.errors import Misconfigured

Path = Sequence[int | str]
Problem = tuple[str, Any, str]
"""What a rule finds: a path in the configuration, its value, and the remedy."""

_TYPES = {
    **{"int": "integer", "float": "number", "bool": "boolean", "string": "text"},
    **{"tuple": "array", "list": "array", "dict": "object", "model": "object", "dataclass": "object"},
}
_REMEDIES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "Add it.",
    "literal_error": lambda limits: f"It must be one of {_plain(limits['expected'])}.",
    "greater_than_equal": lambda limits: f"It must be at least {limits['ge']}.",
    "greater_than": lambda limits: f"It must be greater than {limits['gt']}.",
    "less_than_equal": lambda limits: f"It must be at most {limits['le']}.",
    "multiple_of": lambda limits: f"It must be a multiple of {limits['multiple_of']}.",
    "too_short": lambda limits: f"It must have at least {limits['min_length']} entry.",
    "too_long": lambda limits: f"It must have at most {limits['max_length']} entries.",
    "string_too_short": lambda _: "It must not be empty.",
    "string_pattern_mismatch": lambda limits: f"It must match {limits['pattern']}.",
    "value_error": lambda limits: f"{limits['error']}.",
}
_SECRET = re.compile("secret|password", re.IGNORECASE)
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


def misconfigured(error: ValidationError, kind: TypeAdapter[Any], where: str) -> Misconfigured:
    """Returns the first problem by path; `where` is the path of the whole value."""
    problems = sorted(_deepest(error.errors()), key=lambda each: [str(part) for part in each["loc"]])
    first = problems[0]
    path = path_text(first["loc"], where) or "config.json"
    more = f" ({len(problems) - 1} more after this.)" if len(problems) > 1 else ""
    if first["type"] in _UNKNOWN:
        shown, remedy = f"{_shown(first)}, which nothing reads", _unknown(first, kind)
    else:
        shown = "missing" if first["type"] == "missing" else _shown(first)
        remedy = _remedy(first)
    return Misconfigured(f"{path} is {shown}", remedy=remedy + more)


def _deepest(problems: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leaves out consequences of a deeper problem: an array with wrong entries also counts as too short."""
    paths = [problem["loc"] for problem in problems]
    return [
        problem
        for problem in problems
        if not any(path[: len(problem["loc"])] == problem["loc"] != path for path in paths)
    ]


def path_text(path: Path, where: str) -> str:
    """Returns a path as it is written in messages: `environments.dev.models[0].target`."""
    text = where + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".").removesuffix(".[key]")


def _remedy(problem: ErrorDetails) -> str:
    kind, _, rest = problem["type"].rpartition("_")
    if rest in ("type", "parsing"):
        return f"It must be of the type {_TYPES.get(kind, kind)}."
    remedy = _REMEDIES.get(problem["type"])
    return remedy(problem.get("ctx", {})) if remedy else f"{problem['msg']}."


def _unknown(problem: ErrorDetails, kind: TypeAdapter[Any]) -> str:
    *above, name = problem["loc"]
    known = _fields(kind.json_schema(), above)
    if _is_secret(problem) and "secret" in known:
        return "Keep it in Secrets Manager, and give the name of that secret as secret."
    near = difflib.get_close_matches(str(name), known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Remove it, or use one of {', '.join(known)}."


def _fields(schema: dict[str, Any], path: Path) -> list[str]:
    """Returns the names of the fields of the object at a path."""
    here = schema
    for part in path:
        here = here["items"] if isinstance(part, int) else here["properties"][part]
        here = next((each for each in here.get("anyOf", []) if each.get("type") != "null"), here)
        if "$ref" in here:
            here = schema["$defs"][here["$ref"].rpartition("/")[2]]
    return list(here["properties"])


def _plain(expected: str) -> str:
    return expected.replace(" or ", ", ").replace("'", "")


def _is_secret(problem: ErrorDetails) -> bool:
    """Returns whether the field's name says that its value may be a secret."""
    return bool(_SECRET.search(str(problem["loc"][-1:]))) and isinstance(problem["input"], str)


def _shown(problem: ErrorDetails) -> str:
    text = repr(problem["input"])
    if _is_secret(problem):
        return text[:5] + "...'"
    return text if len(text) <= 80 else text[:77] + "..."
