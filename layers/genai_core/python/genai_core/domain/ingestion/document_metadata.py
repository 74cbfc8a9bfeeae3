"""Documents' metadata: what the file says of itself, and what its uploader says with it.

The uploader's part travels with the object as one label of JSON, so that file and label are written,
and change, together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast

from genai_core.domain.retrieval.filters import FIELDS
from genai_core.domain.retrieval.scopes import READERS
from genai_core.errors import InvalidInput

MAX_LABEL_BYTES = 1800
"""S3 takes 2 kB of metadata with an object, names included."""

_LISTS = ("tags", READERS)
# The path and the kind are what they are; nobody says them.
_SAID = (*(name for name in FIELDS if name not in ("source", "type")), READERS)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?")
_MAX_VALUES = 50


def write_label(given: Mapping[str, Any]) -> str:
    """Returns what is said of a document as the label of its object; empty where nothing is said.

    Raises:
        InvalidInput: It names an unknown field, has a value of the wrong kind, or is too long.
    """
    said = {name: value for name, value in checked(given).items() if value}
    label = json.dumps(said, separators=(",", ":"), sort_keys=True) if said else ""
    if len(label) > MAX_LABEL_BYTES:
        raise InvalidInput(
            f"the metadata takes {len(label)!r} bytes", remedy=f"At most {MAX_LABEL_BYTES} are allowed."
        )
    return label


def read_label(label: str) -> dict[str, str | tuple[str, ...]]:
    """Returns what a label says. Raises InvalidInput where it is none."""
    if not label:
        return {}
    try:
        given = json.loads(label)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise InvalidInput(f"the metadata is {label!r:.120}", remedy='Write JSON such as {"tags": ["a"]}.')
    return checked(cast("dict[str, Any]", given))


def checked(given: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Returns the metadata with lists as tuples. Raises InvalidInput that names the wrong entry."""
    found: dict[str, str | tuple[str, ...]] = {}
    for name, value in given.items():
        if name not in _SAID:
            raise InvalidInput(f"metadata names {name!r:.80}", remedy=f"It may name {', '.join(_SAID)}.")
        found[name] = _texts(name, value) if name in _LISTS else _text(name, value)
    date = found.get("date")
    if isinstance(date, str) and date and not _DATE.fullmatch(date):
        raise InvalidInput(f"metadata.date is {date!r:.80}", remedy="Write it as 2024-05-17, or its start.")
    return found


def merged(
    extracted: Mapping[str, str | tuple[str, ...]], given: Mapping[str, str | tuple[str, ...]]
) -> dict[str, str | tuple[str, ...]]:
    """Returns what the file says in one spelling, with what the uploader says in its place."""
    found = {**extracted}
    tags = found.get("tags")
    if isinstance(tags, str):
        parts = (part.strip(" \t[]\"'") for part in re.split(r"[,;]", tags))
        found["tags"] = tuple(dict.fromkeys(filter(None, parts)))
    language = found.get("language")
    if isinstance(language, str):
        found["language"] = re.split(r"[-_]", language.lower())[0]
    return {name: value for name, value in {**found, **given}.items() if value}


def as_metadata(stored: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Returns metadata read from JSON, lists as tuples."""
    return {name: value if isinstance(value, str) else tuple(value) for name, value in stored.items()}


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_LABEL_BYTES:
        raise InvalidInput(f"metadata.{name} is {value!r:.80}", remedy="It must be a text.")
    return " ".join(value.split())


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and len(cast("list[Any]", value)) <= _MAX_VALUES:
        return tuple(dict.fromkeys(filter(None, (_text(name, part) for part in cast("list[Any]", value)))))
    raise InvalidInput(
        f"metadata.{name} is {value!r:.80}", remedy=f"It must be a list of at most {_MAX_VALUES} texts."
    )
