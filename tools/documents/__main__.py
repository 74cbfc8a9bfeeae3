"""`python -m tools.documents [FILE...]`: checks links, paths, commands and wording, in `make lint`.

Everything is checked in Markdown pages; in source files, only the wording; in the samples, only the commands.
The index of decisions is compared with the records.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.documents.commands import missing_commands
from tools.documents.links import broken_links
from tools.documents.pages import read_page
from tools.documents.paths import missing_paths
from tools.documents.phrases import awkward_phrases
from tools.documents.records import unlisted_records

CHECKED = ("*.md", "*.py", "*.yaml", "frontend_react/src/*.ts", "frontend_react/src/*.tsx")
NOT_CHECKED = (
    "tests/data",
    "tests/unit/docs/test_documents.py",  # has an example of each fault
)

SAMPLES = "samples/"
"""Documents that questions are asked about: written like other people's, so their wording is not checked."""


def complaints(path: Path) -> Iterator[str]:
    """Yields what is wrong with one file."""
    is_sample = str(path).startswith(SAMPLES)
    if path.suffix == ".md":
        page = read_page(path)
        yield from missing_commands(page)
        if not is_sample:
            yield from broken_links(page)
            yield from missing_paths(page)
    if not is_sample:
        yield from awkward_phrases(path)


def main(arguments: Sequence[str]) -> int:
    """Checks the files named, else all pages and messages; returns 1 if one complains."""
    printed = [complaint for path in map(Path, arguments or _listed()) for complaint in complaints(path)]
    printed += [] if arguments else unlisted_records()
    for complaint in printed:
        print(complaint)
    return 1 if printed else 0


def _listed() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *CHECKED]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in listed if Path(name).is_file() and not name.startswith(NOT_CHECKED)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
