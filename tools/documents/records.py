"""Checks that the index of decisions lists every record with its title and status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path("docs/adr")
_NAME = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
_HEAD = re.compile(r"# (?P<number>\d+)\. (?P<title>.+)\n\nStatus: (?P<status>.+)\n")
_ROW = re.compile(r"(?m)^\| (\d+) \| \[(.+?)\]\((.+?)\) \| .+ \| (.+) \|$")


def unlisted_records(folder: Path = FOLDER) -> Iterator[str]:
    """Yields a complaint for each record without number, title or status, and each wrong row of the index."""
    rows = {name: (number, title, status) for number, title, name, status in _rows(folder)}
    files = {path.name: path for path in sorted(folder.glob("*.md")) if path.name != "README.md"}
    for name, path in files.items():
        head = _HEAD.match(path.read_text("utf-8"))
        numbered = _NAME.fullmatch(name)
        if head is None or numbered is None or int(numbered[1]) != int(head["number"]):
            yield f"{path}: begin it with `# N. Title` and `Status: …`, N being the number in its name."
        elif rows.get(name) != (head["number"], head["title"], head["status"]):
            row = f"| {head['number']} | [{head['title']}]({name}) | … | {head['status']} |"
            yield f"{folder}/README.md: the row of {name} differs from the record. Write {row!r}."
    for name in rows.keys() - files.keys():
        yield f"{folder}/README.md: it lists {name!r}, which does not exist. Remove the row."


def _rows(folder: Path) -> list[tuple[str, str, str, str]]:
    return _ROW.findall((folder / "README.md").read_text("utf-8"))
