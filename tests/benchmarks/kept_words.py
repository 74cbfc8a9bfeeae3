"""Compares what is read of web pages and Word files with plain readers of the same files, prints the
share of words kept, of words doubled, and of right titles: `python -m tests.benchmarks.kept_words FOLDER`.

The plain readers are Python's own HTML parser and python-docx. They know nothing of Quorum: every word that a
reader of the page sees outside menus, side bars and footers, and every word of the paragraphs and tables of a
Word file. Doubled is a word of letters that is read more often than the whole file has it; a header in front
of each row, a merged cell, and the labels "Header:", "Footnote:" count as the file has them. Titles are those
of `titles.tsv` beside this file.
"""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document as word_file
from docx.table import Table as WordTable

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.tables.reading import table_lines
from genai_core.errors import QuorumError
from tests.benchmarks.visible_words import visible_text

LEAST_KEPT, LEAST_TITLES = 0.98, 0.8
_LABEL = re.compile(r"^(?:Header|Footer|Footnote|Endnote|Comment by [^:]*): ")
_WORD = re.compile(r"\w+")
_TITLES = Path(__file__).parent / "titles.tsv"


@dataclass(frozen=True, slots=True)
class Share:
    """Of one file: how many words the plain reader found and Quorum kept, and how many came twice."""

    wanted: int
    kept: int
    doubled: int


def main() -> int:
    """Returns the exit code: 1 if a share is missed, 0 also without files, with the reason."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/files")
    if not folder.is_dir():
        print(f"skipped: there is no folder {folder}. Name one with html, docx and other files.")
        return 0
    words = {path: share for kind in ("html", "docx") for path, share in _shares(folder, kind)}
    if not words:
        print(f"skipped: no html or docx file in {folder} can be read")
        return 0
    shares = words.values()
    wanted = sum(share.wanted for share in shares)
    for path, share in words.items():
        shown = f"{share.kept / share.wanted:.2%}"
        print(f"{path:40} {share.wanted:7} words, kept {shown:>7}, doubled {share.doubled}")
    kept, doubled = (
        sum(share.kept for share in shares) / wanted,
        sum(share.doubled for share in shares) / wanted,
    )
    print(f"{len(words)} files: {wanted} words, kept {kept:.2%}, doubled {doubled:.2%}")
    right = _titles(folder)
    return 0 if kept >= LEAST_KEPT and right >= LEAST_TITLES else 1


def _shares(folder: Path, kind: str) -> Iterator[tuple[str, Share]]:
    for path in sorted(folder.glob(f"**/*.{kind}")):
        try:
            document = LimitedExtractor().extract(path.read_bytes(), file_name=path.name).document
            plain, whole = _plain_html(path) if kind == "html" else _plain_word(path)
        except (QuorumError, KeyError, ValueError, zipfile.BadZipFile):
            # Broken and hostile files of the folder; other checks see to their reasons.
            continue
        read = _words_of(document)
        if sum(plain.values()):
            doubled = sum(
                count - whole[word]
                for word, count in read.items()
                if 0 < whole[word] < count and word.isalpha() and len(word) > 1
            )
            share = Share(sum(plain.values()), sum((plain & read).values()), doubled)
            yield path.relative_to(folder).as_posix(), share


def _words_of(document: ExtractedDocument) -> Counter[str]:
    """Returns the words of a document, those of a table's header once."""
    rows = {line for table in document.tables for line in table_lines(table)}
    text = "\n".join(block.text for block in document.blocks)
    lines = (_LABEL.sub("", line) for line in text.split("\n") if line not in rows)
    counts = Counter(_WORD.findall("\n".join(lines).lower()))
    for table in document.tables:
        names = (level for name in table.header for level in name.split(" / "))
        cells = [table.caption, *_once(names), *(cell for row in table.rows for cell in _once(row))]
        counts += Counter(_WORD.findall(" ".join(cells).lower()))
    return counts


def _once(cells: Iterable[str]) -> Iterator[str]:
    """Yields cells, each merged cell once."""
    return (cell for cell, _ in groupby(cells))


def _plain_html(path: Path) -> tuple[Counter[str], Counter[str]]:
    page = decode(path.read_bytes())
    shown, whole = visible_text(page), visible_text(page, whole=True)
    return Counter(_WORD.findall(shown.lower())), Counter(_WORD.findall(whole.lower()))


def _plain_word(path: Path) -> tuple[Counter[str], Counter[str]]:
    body = "\n".join(_word_texts(word_file(str(path))))
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/.*\.xml", name)]
        everything = " ".join(package.read(name).decode() for name in names)
    apart = re.sub(r"<(?:w:tab|w:br|w:p|w:tc|w:delText|m:oMath|c:pt|a:p)[ />]", r" \g<0>", everything)
    whole = _WORD.findall(re.sub(r"<[^>]*>", "", apart).lower())
    return Counter(_WORD.findall(body.lower())), Counter(whole)


def _word_texts(container: Any) -> Iterator[str]:
    for item in container.iter_inner_content():
        if isinstance(item, WordTable):
            # A merged cell is one element, however many places it has; python-docx gives it no public name.
            cells = {cell._tc: cell for row in item.rows for cell in row.cells}  # pyright: ignore[reportPrivateUsage]
            for cell in cells.values():
                yield from _word_texts(cell)
        else:
            yield item.text


def _titles(folder: Path) -> float:
    right = asked = 0
    with _TITLES.open() as file:
        for row in csv.DictReader(file, delimiter="\t"):
            path = folder / row["path"]
            if not path.is_file():
                continue
            asked += 1
            title = LimitedExtractor().extract(path.read_bytes(), file_name=path.name).document.title
            if title in row["titles"].split(" || "):
                right += 1
            else:
                print(f"{row['path']:40} is called {title!r} and not {row['titles']!r}")
    share = right / asked if asked else 1.0
    print(f"{asked} titles: right {share:.1%}")
    return share


if __name__ == "__main__":
    raise SystemExit(main())
