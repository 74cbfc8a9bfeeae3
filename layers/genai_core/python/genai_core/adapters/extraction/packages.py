"""Open zip packages (docx, pptx, xlsx, epub) with limits, and parse their XML without entities."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from genai_core.errors import InvalidInput

MAX_MEMBERS = 20_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_RATIO = 200
"""Real Office XML is compressed up to about 60:1; a decompression bomb needs 1000:1."""
MAX_XML_DEPTH = 256
"""The maximum that libxml2 reads without `huge_tree`."""
_SMALL_BYTES = 5_000_000
_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@contextmanager
def opened(body: bytes) -> Generator[zipfile.ZipFile]:
    """Opens a package.

    Raises:
        InvalidInput: It is damaged, is a decompression bomb, or declares XML entities, which no Office
            program writes.
    """
    try:
        with zipfile.ZipFile(BytesIO(body)) as package:
            _check_sizes(package)
            yield package
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise damaged(str(error)) from error


def refuse_entities(package: zipfile.ZipFile) -> None:
    """Raises InvalidInput if a part declares a document type, which Office formats forbid."""
    for info in package.infolist():
        if info.filename.endswith((".xml", ".rels")):
            with package.open(info) as part:
                if _DOCTYPE.search(part.read(4096)):
                    raise InvalidInput(
                        f"part {info.filename!r} declares XML entities, which may hide an attack",
                        remedy="Re-save it in the original application.",
                    )


def xml_root(data: bytes, *, own_entities: bool = False) -> Any:
    """Parses XML without network or files.

    Args:
        own_entities: Resolve the entities that the file itself declares, as far as libxml2 considers them
            safe.

    Raises:
        InvalidInput: It is damaged, or nested deeper than any document is.
    """
    parser = etree.XMLParser(
        resolve_entities="internal" if own_entities else False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
    )
    root = etree.fromstring(data, parser)
    if any("depth" in entry.message for entry in parser.error_log):
        raise InvalidInput(
            f"its XML elements are nested more than {MAX_XML_DEPTH} levels deep",
            remedy="Save the document in another format, as text or PDF.",
        )
    if root is None:
        raise damaged("its XML cannot be read")
    return root


def damaged(reason: str) -> InvalidInput:
    """Returns the error for a file that its parser gave up on."""
    return InvalidInput(
        f"the file is damaged: {reason[:200]}", remedy="Upload it again, or save it again in its program."
    )


def _check_sizes(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    unpacked = sum(info.file_size for info in members)
    packed = max(1, sum(info.compress_size for info in members))
    if (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED_BYTES
        or (unpacked > _SMALL_BYTES and unpacked / packed > MAX_RATIO)
    ):
        raise InvalidInput(
            f"the file unpacks to {unpacked} bytes in {len(members)} parts, "
            f"{unpacked // packed} times its size",
            remedy="It looks like a decompression bomb. If it is not, split it and upload the parts.",
        )
