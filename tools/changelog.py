"""`python -m tools.changelog VERSION`: prints a version's section of CHANGELOG.md, as a release's notes."""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
_TITLE = re.compile(
    r"^## \[(?P<version>Unreleased|\d+\.\d+\.\d+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.M
)


class NotAChangelog(Exception):
    """What keeps the file from being a changelog, or lacks a version."""


def sections(text: str) -> dict[str, str]:
    """Returns the notes by version, the newest first.

    Raises:
        NotAChangelog: A heading is not one of Keep a Changelog, or a released version has no date.
    """
    titles = list(_TITLE.finditer(text))
    named = {match.group(0) for match in titles}
    for line in re.findall(r"^## .*$", text, re.M):
        if line not in named:
            raise NotAChangelog(f"{line!r} is not `## [Unreleased]` or `## [1.2.3] - 2026-01-31`")
    for kind in re.findall(r"^### (.*)$", text, re.M):
        if kind not in KINDS:
            raise NotAChangelog(f"'### {kind}' is not one of {', '.join(KINDS)}")
    ends = [match.start() for match in titles[1:]] + [len(text)]
    by_version: dict[str, str] = {}
    for match, end in zip(titles, ends, strict=True):
        version = match["version"]
        if (match["date"] is None) is not (version == "Unreleased"):
            raise NotAChangelog(f"{match.group(0)!r}: a release has a date, and what is unreleased has none")
        if version in by_version:
            raise NotAChangelog(f"the version {version} stands there twice")
        by_version[version] = text[match.end() : end].strip()
    return by_version


def notes(text: str, version: str) -> str:
    """Returns the notes of a version.

    Raises:
        NotAChangelog: It is not there, or nothing is said about it.
    """
    by_version = sections(text)
    if not by_version.get(version):
        known = ", ".join(by_version) or "none"
        raise NotAChangelog(f"CHANGELOG.md says nothing about {version}; it has {known}. Add its section.")
    return by_version[version]


def main(arguments: list[str]) -> int:
    """Prints the notes. Returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(notes(CHANGELOG.read_text(encoding="utf-8"), arguments[0]))
    except NotAChangelog as error:
        print(f"changelog: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
