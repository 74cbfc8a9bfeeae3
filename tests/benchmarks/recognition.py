"""Recognises scanned pages one after another, as `recognize_pages` does, and prints what each took:
`python -m tests.benchmarks.recognition [FOLDER]`.

FOLDER holds scans and a `MANIFEST.tsv` with the columns path, kind (`ocr`) and phrase; without one, pages
are drawn here. Processor seconds and the share of words are of each page; the start of the server is
printed by itself. It exits with 1 if a page takes over 60 s or 700 MB, or lacks its
phrase.
"""

from __future__ import annotations

import csv
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.recognition.recognizer import LimitedRecognizer
from tests.benchmarks.small_files import processor_s

MOST_S, MOST_BYTES = 60.0, 700_000_000
DOTS = 200
HANDBOOK = Path(__file__).parents[2] / "samples" / "operations-handbook.md"


@dataclass(frozen=True)
class Scan:
    """One page to read, and the words that stand on it."""

    name: str
    body: bytes
    page: int
    words: str
    is_whole: bool


def main(folder: str | None = None) -> int:
    """Returns the exit code."""
    recognizer = LimitedRecognizer()
    began = time.perf_counter()
    recognizer.recognize(_encoded(Image.new("RGB", (200, 100), "white")), page=1)
    print(f"first page, with the start of the server: {time.perf_counter() - began:.1f} s")
    pages, spent_s, is_over = 0, 0.0, False
    for scan in _scans(Path(folder)) if folder else _drawn():
        began, worked = time.perf_counter(), processor_s()
        recognition = recognizer.recognize(scan.body, page=scan.page)
        taken_s, worked_s = time.perf_counter() - began, processor_s() - worked
        output = " ".join(
            " ".join(block.text for block in recognition.page.blocks).replace(" | ", " ").split()
        )
        share = _share(scan.words, output) if scan.is_whole else float(scan.words in output)
        peak = recognition.peak_memory_bytes
        print(
            f"{scan.name}: {worked_s:.1f} s of processor, {taken_s:.1f} s, {peak // 1_000_000} MB, "
            f"{len(output.split())} words, {100 * share:.1f} % of those expected"
        )
        pages, spent_s = pages + 1, spent_s + worked_s
        is_over = is_over or worked_s > MOST_S or peak > MOST_BYTES or (not scan.is_whole and share < 1)
    print(f"{pages} pages: {pages / spent_s:.2f} a second of processor")
    return 1 if is_over else 0


def _scans(folder: Path) -> Iterator[Scan]:
    """Yields every page of the files whose text has to be recognised; the phrase is on the first."""
    with (folder / "MANIFEST.tsv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] == "ocr"]
    for row in rows:
        body = (folder / row["path"]).read_bytes()
        for page in LimitedExtractor().extract(body, file_name=row["path"]).document.scanned_pages:
            yield Scan(f"{row['path']} page {page}", body, page, row["phrase"] if page == 1 else "", False)


def _drawn() -> Iterator[Scan]:
    """Yields whole A4 pages of prose at 200 dots per inch, from large print to small, and in two columns."""
    words = [word for word in HANDBOOK.read_text().split() if word.isalpha()] * 8
    for points, columns in ((12, 1), (10, 1), (10, 2), (8, 1), (6, 1)):
        image, printed = _page(words, points, columns)
        name = f"{points} points, {columns} column{'s' if columns > 1 else ''}"
        yield Scan(name, _encoded(image), 1, printed, True)


def _page(words: list[str], points: int, columns: int) -> tuple[Image.Image, str]:
    size, margin = points * DOTS // 72, 160
    image = Image.new("RGB", (1654, 2339), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    width = (image.width - 2 * margin - (columns - 1) * 80) // columns
    rest, printed = iter(words), list[str]()
    word = next(rest)
    for column in range(columns):
        for top in range(margin, image.height - margin, size * 3 // 2):
            line = word
            while draw.textlength(f"{line} {(word := next(rest))}", font=font) < width:
                line = f"{line} {word}"
            draw.text((margin + column * (width + 80), top), line, fill="black", font=font)
            printed.append(line)
    return image, " ".join(printed)


def _encoded(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _share(expected: str, printed: str) -> float:
    """Returns the share of the expected words that are recognised, counting repetitions."""
    wanted = Counter(expected.split())
    return sum((wanted & Counter(printed.split())).values()) / max(wanted.total(), 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
