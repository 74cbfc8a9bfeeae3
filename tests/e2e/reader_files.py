"""The files that a reader of the documentation has, under the names that its commands use."""

from __future__ import annotations

from pathlib import Path

from tests.unit.adapters.extraction.office_files import row, xlsx
from tests.unit.adapters.extraction.pdf_files import pdf
from tests.unit.quorum_client.locked_files import locked_pdf
from tools.documents.pages import Page

PASSWORD = "SECRET"
CONCLUSION = "The authors conclude that the measurement error is three per cent."
_CLAIM = (
    "kind\tpassage\tclaim\texpected\nnumber\tThe rent is 40 euros.\tThe rent is 50 euros.\tnot_supported\n"
)
_FISH = "home/.config/fish/completions"


def write_reader_files(folder: Path, tutorial: Page) -> None:
    """Writes documents, questions and the folders of a home below the folder."""
    (folder / _FISH).mkdir(parents=True)
    for name, content in _documents().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "questions").mkdir()
    for name, content in _questions(tutorial):
        (folder / "questions" / name).write_text(content)


def _documents() -> dict[str, bytes | str]:
    report = pdf([(60, 700, CONCLUSION)])
    return {
        "home/papers/report.pdf": report,
        "report.pdf": report,
        "report.xlsx": xlsx(row(1, ["Rent", 40])),
        "contract.pdf": locked_pdf("The contract ends after 36 months.", PASSWORD),
        "a/readme.md": "# First\nThe first part weighs 3 kg.\n",
        "b/readme.md": "# Second\nThe second part weighs 4 kg.\n",
        "question.txt": "How large is the measurement error?\n",
        "claims.tsv": _CLAIM,
    }


def _questions(tutorial: Page) -> list[tuple[str, str]]:
    """Returns the files that the tutorial shows one line of each, by that line."""
    shown = next(block.content for block in tutorial.tokens if block.content.startswith("corpus.jsonl "))
    lines = (line.split(maxsplit=1) for line in shown.splitlines())
    return [(name, content.replace("<TAB>", "\t") + "\n") for name, content in lines]
