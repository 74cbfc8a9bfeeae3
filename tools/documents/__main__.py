"""`python -m tools.documents [FILE...]`: checks links, named paths and commands, and wording, in `make lint`.

Pages are checked whole. Of what the page, the client and the programs around the core say, only the wording
is checked.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.documents.links import broken_links
from tools.documents.mentions import missing_commands, missing_paths
from tools.documents.pages import read_page
from tools.documents.phrases import awkward_phrases

PAGES = ("*.md",)
MESSAGES = (
    *("frontend_react/src/i18n/en", "clients/python/quorum_client/*.py"),
    *("cdk_app/*.py", "contrib/*.py", "evaluation/*.py", "lambdas/*.py", "local_runtime/*.py", "stacks/*.py"),
    "tools/*.py",
)

SAMPLES = ("samples/", "tests/")
"""Documents that questions are asked about; they are not ours to word."""


def complaints(path: Path) -> Iterator[str]:
    """Yields what is wrong with one file."""
    if path.suffix == ".md":
        page = read_page(path)
        yield from broken_links(page)
        yield from missing_paths(page)
        yield from missing_commands(page)
    yield from awkward_phrases(path)


def main(arguments: Sequence[str]) -> int:
    """Checks the files named, else all pages and messages; returns 1 if one complains."""
    found = [complaint for path in map(Path, arguments or _listed()) for complaint in complaints(path)]
    for complaint in found:
        print(complaint)
    return 1 if found else 0


def _listed() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *PAGES, *MESSAGES]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in listed if Path(name).is_file() and not name.startswith(SAMPLES)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
