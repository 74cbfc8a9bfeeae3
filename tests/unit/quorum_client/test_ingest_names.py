"""Which documents the files of one `quorum ingest` become."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from quorum_client.cli import quorum as command_line
from quorum_client.cli.ingest import files_by_name
from quorum_client.errors import WrongInput


def write(*paths: Path) -> tuple[Path, ...]:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(path))
    return paths


def test_two_files_of_one_name_are_refused_with_both_named(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a/readme.md", tmp_path / "b/readme.md")
    with pytest.raises(WrongInput) as refused:
        files_by_name((one, two))
    assert str(one) in str(refused.value)
    assert str(two) in str(refused.value)
    done = CliRunner().invoke(command_line, ["ingest", str(one), str(two), "--workspace", "w"])
    assert done.exit_code != 0
    assert "would both be the document" in str(done.exception)


def test_a_folder_above_both_keeps_them_apart_and_a_file_named_twice_is_one(tmp_path: Path) -> None:
    one, _ = write(tmp_path / "docs/a/readme.md", tmp_path / "docs/b/readme.md")
    found = files_by_name((tmp_path / "docs", tmp_path / "docs"))
    assert sorted(found) == ["docs/a/readme.md", "docs/b/readme.md"]
    assert files_by_name((one, one)) == {"readme.md": one}


def test_names_that_differ_in_their_blanks_stay_apart_and_two_spellings_of_an_accent_do_not(
    tmp_path: Path,
) -> None:
    assert len(files_by_name(write(tmp_path / "report 1.txt", tmp_path / "report  1.txt"))) == 2
    composed = tmp_path / "caf\u00e9.txt"
    with pytest.raises(WrongInput, match="both be"):
        files_by_name(write(composed, tmp_path / "x" / unicodedata.normalize("NFD", composed.name)))
