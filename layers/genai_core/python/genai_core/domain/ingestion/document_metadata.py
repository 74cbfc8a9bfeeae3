"""Metadata of documents: stated by the file, and stated by its uploader.

The uploader's part is one JSON label on the stored object, so that file and label are always written
together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, cast

from genai_core.domain.identifiers import UserId
from genai_core.domain.text.visible_text import visible_text
from genai_core.errors import InvalidInput

FIELDS = ("author", "date", "language", "source", "tags", "type")
"""Fields that documents can be filtered by."""
READERS = "readers"
"""Metadata that lists the workspace members who may find a document; without it, all may."""
MAX_LABEL_BYTES = 1800
"""Maximum size of a label: S3 accepts 2 kB of metadata per object, names included."""

_UPLOADER = "uploader"
_LISTS = ("tags", READERS)
# Path and type are determined by the file; no uploader can state them.
_FIELDS = (*(name for name in FIELDS if name not in ("source", "type")), READERS)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?")
_WRITTEN_DATE = re.compile(r"(?:D:)?(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?(?!\d{1,3}\b)")
_MAX_VALUES = 50


@dataclass(frozen=True, slots=True)
class Label:
    """The label on an object in the inbox.

    Attributes:
        metadata: The metadata, with lists as tuples.
        uploader: The user who requested the upload, covered by the signature; None for a file that a program
            with access to the bucket put there.
    """

    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])
    uploader: UserId | None = None


def write_label(given: Mapping[str, Any], uploader: UserId | None = None) -> str:
    """Returns the stated metadata as the label of the object; empty if nothing is stated.

    Raises:
        InvalidInput: It names an unknown field, has a value of the wrong kind, or is too long.
    """
    metadata: dict[str, Any] = {name: value for name, value in checked(given).items() if value}
    if uploader:
        metadata[_UPLOADER] = uploader
    label = json.dumps(metadata, separators=(",", ":"), sort_keys=True) if metadata else ""
    if len(label) > MAX_LABEL_BYTES:
        raise InvalidInput(
            f"the metadata takes {len(label)!r} bytes", remedy=f"At most {MAX_LABEL_BYTES} are allowed."
        )
    return label


def read_label(label: str) -> Label:
    """Returns the content of a label. Raises InvalidInput if it is not valid."""
    if not label:
        return Label()
    try:
        given = json.loads(label)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise InvalidInput(f"the metadata is {label!r:.120}", remedy='Write JSON such as {"tags": ["a"]}.')
    entries = dict(cast("dict[str, Any]", given))
    uploader = entries.pop(_UPLOADER, None)
    if uploader is not None and not (isinstance(uploader, str) and uploader.strip()):
        raise InvalidInput(f"the uploader is {uploader!r:.80}", remedy="It must be the id of a user.")
    return Label(checked(entries), UserId(uploader) if uploader else None)


def checked(given: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Returns the metadata with lists as tuples. Raises InvalidInput, which names the wrong entry."""
    metadata: dict[str, str | tuple[str, ...]] = {}
    for name, value in given.items():
        if name not in _FIELDS:
            raise InvalidInput(f"metadata names {name!r:.80}", remedy=f"It may name {', '.join(_FIELDS)}.")
        metadata[name] = _texts(name, value) if name in _LISTS else _text(name, value)
    if READERS in given and (not metadata[READERS] or _has_blank(given[READERS])):
        # An empty list would admit everybody, but whoever sends a list means to restrict.
        raise InvalidInput(
            f"metadata.{READERS} is {given[READERS]!r:.80}",
            remedy="Name one user or more, none blank; leave it out for everybody in the workspace.",
        )
    date = metadata.get("date")
    if isinstance(date, str) and date and not _DATE.fullmatch(date):
        raise InvalidInput(f"metadata.date is {date!r:.80}", remedy="Write it as 2024-05-17, or its start.")
    return metadata


def merged(
    extracted: Mapping[str, str | tuple[str, ...]], given: Mapping[str, str | tuple[str, ...]]
) -> dict[str, str | tuple[str, ...]]:
    """Returns the file's metadata in normal form, overridden by the uploader's."""
    metadata = {**extracted}
    tags = metadata.get("tags")
    if isinstance(tags, str):
        parts = (part.strip(" \t[]\"'") for part in re.split(r"[,;]", tags))
        metadata["tags"] = tuple(dict.fromkeys(filter(None, parts)))
    language = metadata.get("language")
    if isinstance(language, str):
        metadata["language"] = re.split(r"[-_]", language.lower())[0]
    return {name: value for name, value in {**metadata, **given}.items() if value}


def stated_metadata(source: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Returns the file's metadata that filters can use; dates as 2024-05-17 or its start."""
    metadata: dict[str, str | tuple[str, ...]] = {}
    for name in ("author", "language", "tags"):
        if value := source.get(name):
            metadata[name] = value if isinstance(value, str) else tuple(map(str, value))
    if date := stated_date(str(source.get("date") or "")):
        metadata["date"] = date
    return metadata


def stated_date(text: str) -> str:
    """Returns the day, month or year that a file states; empty if it is not a date.

    Accepts ISO 8601, the PDF form (`D:20240517...`), and the mail form (RFC 5322).
    """
    text = text.strip()
    if match := _WRITTEN_DATE.match(text):
        year, month, day = match.groups()
        if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
            return ""
        return "-".join(part for part in (year, month, day) if part)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return ""


def as_metadata(stored: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Returns metadata read from JSON, with lists as tuples."""
    return {name: value if isinstance(value, str) else tuple(value) for name, value in stored.items()}


def _has_blank(values: Any) -> bool:
    return any(not part.strip() for part in values)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_LABEL_BYTES:
        raise InvalidInput(f"metadata.{name} is {value!r:.80}", remedy="It must be a text.")
    return " ".join(visible_text(value).split())


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and len(cast("list[Any]", value)) <= _MAX_VALUES:
        return tuple(dict.fromkeys(filter(None, (_text(name, part) for part in cast("list[Any]", value)))))
    raise InvalidInput(
        f"metadata.{name} is {value!r:.80}", remedy=f"It must be a list of at most {_MAX_VALUES} texts."
    )
