"""Choose the title of a document from its own words, never one that a program made up.

Programs write default titles into files: "Microsoft Word - letter.doc", "PowerPoint Presentation",
"untitled". A title that is only in the file's properties is used unless it is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from genai_core.domain.ingestion.documents import Block

_PROGRAMS = r"(?:microsoft (?:office )?(?:word|excel|powerpoint)|powerpoint|adobe \w+|print)\b *[-:].*"
_NO_NAMES = (
    "untitled|anonymous|unspecified|no title|title|new|null|none|unknown|index|home|test|default|template"
    "|noname|temp"
)
_KINDS = (
    "(?:new )?(?:document|presentation|powerpoint presentation|workbook|spreadsheet|book|sheet"
    "|slide|page|text)"
)
_IN_OTHER_LANGUAGES = (
    "ohne titel|unbenannt|dokument|präsentation|mappe|tabelle|folie|sans titre|sin título|senza titolo"
)
_FILE_NAMES = r"[\w~ -]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|dvi|tex|indd|qxp|pmd|ai|html?|rtf|odt|txt|eps)"
_INVENTED = re.compile(
    rf"{_PROGRAMS}|(?:{_NO_NAMES}|{_KINDS}|{_IN_OTHER_LANGUAGES})[ \d._-]*|about:blank|\(?no subject\)?"
    rf"|\((?:anonymous|unspecified)\)|{_FILE_NAMES}|[\W\d_]*",
    re.IGNORECASE,
)
_STATED_FIRST = frozenset({"eml", "mbox", "msg", "md", "epub", "odt", "odp", "rtf", "ipynb"})
"""Types whose subject, front matter or description the author writes."""
_NAMED_BY_FILE = frozenset({"xlsx", "xls", "ods", "csv", "code"})
_FIRST_BLOCKS = 12
_FIRST_CHARS = 4000


def title_of(stated: str, blocks: Sequence[Block], document_type: str, *, file_stem: str) -> str:
    """Returns the title.

    It is the stated title if the text also begins with it, else the first heading or
    slide, else the stated title, else the file's name. For types in which authors state the title themselves,
    that comes first.

    Args:
        stated: Title in the file's properties, front matter or header; empty if there is none.
        blocks: Its text. A heading that comes late is a section's, one of a workbook a sheet's name, and one
            of a program a class.
        file_stem: The file's name without its ending.
    """
    stated = "" if is_invented(stated) else " ".join(stated.split())
    heading = "" if document_type in _NAMED_BY_FILE else _first_heading(blocks)
    if stated and (document_type in _STATED_FIRST or _stands_at_the_beginning(stated, blocks)):
        heading = ""
    return heading or stated or file_stem


def is_invented(title: str) -> bool:
    """Returns whether a title is empty or a program's default."""
    return _INVENTED.fullmatch(" ".join(title.split())) is not None


def _first_heading(blocks: Sequence[Block]) -> str:
    first = (block.heading_path[0] for block in blocks[:_FIRST_BLOCKS] if block.heading_path)
    return next((" ".join(heading.split()) for heading in first if not is_invented(heading)), "")


def _stands_at_the_beginning(title: str, blocks: Sequence[Block]) -> bool:
    beginning = "\n".join(block.text for block in blocks[:_FIRST_BLOCKS])[:_FIRST_CHARS]
    return _folded(title) in _folded(beginning)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
