"""Find the files that Office documents embed as objects, such as a workbook in a report."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from genai_core.adapters.extraction.containers import PACKAGE
from genai_core.adapters.extraction.office_packages import OfficePackage
from genai_core.domain.ingestion.attached_files import MAX_FILES, AttachedFile


def embedded_files(package: OfficePackage, parts: Iterable[str]) -> Iterator[AttachedFile]:
    """Yields the Office files that parts of a document embed, each once.

    The workbook of a chart belongs to the chart's own part, and its values are read with the chart.
    """
    names = dict.fromkeys(name for part in parts for name in package.related(part, "package"))
    for name in list(names)[: MAX_FILES + 1]:
        with package.open(name) as file:
            body = file.read()
        if body.startswith(PACKAGE):
            yield AttachedFile(posixpath.basename(name), body)
