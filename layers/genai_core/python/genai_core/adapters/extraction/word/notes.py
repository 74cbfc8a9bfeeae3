"""Read footnotes, endnotes and comments of a Word document; each text names its kind."""

from __future__ import annotations

from typing import Any, ClassVar

from genai_core.adapters.extraction.office_packages import OfficePackage, W
from genai_core.adapters.extraction.word.inline import inline
from genai_core.adapters.extraction.word.styles import Styles

_KINDS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}


class Notes:
    """The notes that a part refers to.

    Attributes:
        MARKS: Prefixes of the notes' texts.
    """

    MARKS: ClassVar = ("Footnote: ", "Endnote: ", "Comment: ", "Comment by ")

    def __init__(self, package: OfficePackage, part: str, styles: Styles) -> None:
        self._styles = styles
        self._notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind, name in _KINDS.items()
            for target in package.related(part, name)
            for note in package.root(target)
            if note.tag == f"{W}{kind}"
        }
        self._written: set[tuple[str, str]] = set()

    def text(self, kind: str, identifier: str) -> str:
        """Returns a note with its mark at its first reference; empty afterwards, or if there is none."""
        note = self._notes.get((kind, identifier))
        if note is None or (kind, identifier) in self._written:
            return ""
        self._written.add((kind, identifier))
        text = text_below(note, self._styles)
        author = note.get(f"{W}author", "") if kind == "comment" else ""
        mark = f"Comment by {author}" if author else kind.capitalize()
        return f"{mark}: {text}" if text else ""


def text_below(element: Any, styles: Styles) -> str:
    """Returns the text of all paragraphs below an element in one line."""
    texts = (inline(paragraph, styles).text for paragraph in element.iter(f"{W}p"))
    return " ".join(" ".join(text.split()) for text in texts if text)
