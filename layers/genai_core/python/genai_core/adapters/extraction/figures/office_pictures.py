"""Read the pictures of Office packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from PIL import Image

from genai_core.adapters.extraction.figures.pictures import MAX_FILE_BYTES, Picture
from genai_core.adapters.extraction.office_packages import OfficePackage, R, Relation
from genai_core.adapters.extraction.picture_files import open_picture
from genai_core.errors import InvalidInput


def package_picture(
    package: OfficePackage, relation: Relation | None, description: str = "", page: int | None = None
) -> Picture | None:
    """Returns the picture that a part refers to; None if the package does not hold it."""
    if relation is None or relation.kind != "image" or not relation.target:
        return None
    # Parts of one package are equal if their names are; copies of a part under two names are rare.
    opened = partial(_opened, package, relation.target)
    return Picture(relation.target, opened, description=description, page=page)


def drawn_pictures(package: OfficePackage, part: str, drawing: Any) -> Iterator[Picture]:
    """Yields the pictures below an element of a drawing, without hidden and decorative ones."""
    relations = package.relations(part)
    for element in drawing.iter("{*}pic"):
        properties = next(element.iter("{*}cNvPr"), None)
        if properties is not None and is_ornament(properties):
            continue
        description = "" if properties is None else properties.get("descr") or properties.get("title") or ""
        for blip in element.iter("{*}blip"):
            relation = relations.get(blip.get(f"{R}embed", ""))
            if picture := package_picture(package, relation, description):
                yield picture


def is_ornament(properties: Any) -> bool:
    """Returns whether the properties of a drawing say that it is hidden or only decorates."""
    marks: Iterable[Any] = properties.iter("{*}decorative")
    return properties.get("hidden") in ("1", "true") or any(
        mark.get("val") in ("1", "true") for mark in marks
    )


def _opened(package: OfficePackage, part: str) -> Image.Image:
    with package.open(part) as file:
        body = file.read(MAX_FILE_BYTES + 1)
    if len(body) > MAX_FILE_BYTES:
        raise InvalidInput(
            f"the picture {part!r} has more than {MAX_FILE_BYTES} bytes", remedy="Scale it down."
        )
    return open_picture(body)
