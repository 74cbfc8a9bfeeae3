"""CHANGELOG.md keeps its form, and a release gets its notes from it."""

from __future__ import annotations

import pytest

from tools.changelog import CHANGELOG, NotAChangelog, main, notes, sections

TEXT = """# Changelog

## [Unreleased]

### Added
- Something new.

## [1.1.0] - 2026-11-01

### Fixed
- What was wrong.

## [1.0.0] - 2026-10-01
"""


def test_the_changelog_of_this_repository_is_one() -> None:
    assert next(iter(sections(CHANGELOG.read_text()))) == "Unreleased"


def test_a_release_s_notes_are_its_section_alone() -> None:
    assert notes(TEXT, "1.1.0") == "### Fixed\n- What was wrong."


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_a_release_without_notes_is_refused(version: str) -> None:
    with pytest.raises(NotAChangelog, match=f"nothing about {version}"):
        notes(TEXT, version)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("## [1.0.0] - 2026-10-01", "## [1.0.0]", "a release has a date"),
        ("## [Unreleased]", "## [Unreleased] - 2026-10-01", "unreleased has none"),
        ("## [1.0.0] - 2026-10-01", "## 1.0.0", "is not `## "),
        ("## [1.0.0] - 2026-10-01", "## [1.1.0] - 2026-10-01", "stands there twice"),
        ("### Fixed", "### Bugs", "'### Bugs' is not one of"),
    ],
)
def test_a_file_that_is_not_a_changelog_is_reported(right: str, wrong: str, message: str) -> None:
    with pytest.raises(NotAChangelog, match=message):
        sections(TEXT.replace(right, wrong))


def test_the_command_prints_notes_or_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["0.0.1"]) == 1
    assert "Add its section" in capsys.readouterr().err
    assert main(["Unreleased"]) == 0
    assert "###" in capsys.readouterr().out
