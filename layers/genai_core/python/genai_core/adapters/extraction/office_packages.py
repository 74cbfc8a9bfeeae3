"""Read parts of Office packages (docx, pptx, xlsx) and their relations.

Strict Open XML uses other namespaces for the same elements; they are read as the usual ones.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any
from zipfile import ZipFile

from genai_core.adapters.extraction.packages import opened, refuse_entities, xml_root

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Relation:
    """Reference from one part to another.

    Attributes:
        kind: The last word of its type, for example `footnotes`.
        target: The name of the other part; empty if it is outside the package or missing.
    """

    kind: str
    target: str


class OfficePackage:
    """An opened package.

    Args:
        package: Sizes were checked.
    """

    def __init__(self, package: ZipFile) -> None:
        self._package = package

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._package.namelist())

    def root(self, part: str) -> Any:
        """Returns the root element of a part. Raises InvalidInput if it cannot be parsed."""
        return xml_root(_STRICT.sub(_usual, self._package.read(part)))

    def open(self, part: str) -> IO[bytes]:
        """Opens a part that is too large to be parsed as a whole."""
        return self._package.open(part)

    def relations(self, part: str) -> dict[str, Relation]:
        """Returns what a part refers to, by relation id; an empty name means the whole package."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.names:
            return {}
        return {item.get("Id", ""): self._relation(folder, item) for item in self.root(relations)}

    def related(self, part: str, kind: str) -> list[str]:
        """Returns the parts of one kind that a part refers to."""
        relations = self.relations(part).values()
        return [relation.target for relation in relations if relation.kind == kind and relation.target]

    def _relation(self, folder: str, item: Any) -> Relation:
        target = item.get("Target", "")
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        name = posixpath.normpath(path).lstrip("/")
        is_inside = item.get("TargetMode") != "External" and name in self.names
        return Relation(item.get("Type", "").rpartition("/")[2], name if is_inside else "")


@contextmanager
def office_package(body: bytes) -> Generator[OfficePackage]:
    """Opens a package. Raises InvalidInput if it is damaged, a decompression bomb, or declares entities."""
    with opened(body) as package:
        refuse_entities(package)
        yield OfficePackage(package)


def stated_properties(package: OfficePackage) -> dict[str, str]:
    """Returns title, author, date and language, as far as the package states them."""
    properties = package.related("", "core-properties")
    if not properties:
        return {}
    root = package.root(properties[0])
    texts = {
        name: " ".join((root.findtext(f"{{*}}{tag}") or "").split())
        for name, tag in (
            ("title", "title"),
            ("author", "creator"),
            ("date", "created"),
            ("language", "language"),
        )
    }
    date = _DATE.match(texts["date"])
    return {name: text for name, text in {**texts, "date": date.group() if date else ""}.items() if text}


def _usual(match: re.Match[bytes]) -> bytes:
    family, rest = match.groups()
    # In the strict form relationships and document properties have other names, too.
    name = b"officeDocument" if family == b"officeDocument" else family
    parts = rest.split(b"/")
    namespace = b"/".join((name, b"2006", *parts))
    return b"http://schemas.openxmlformats.org/" + namespace
