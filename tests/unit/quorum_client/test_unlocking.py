"""Locked files are opened before they are uploaded, so that no password leaves this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.errors import InvalidInput
from quorum_client.errors import WrongInput
from quorum_client.unlocking import open_copy, unlocked
from tests.unit.quorum_client.locked_files import locked_docx, locked_pdf
from tools.extract import main

TEXT = "The fee is 5 euros."
LOCKED = {"a.pdf": locked_pdf(TEXT, "sesame"), "a.docx": locked_docx(TEXT, "sesame")}


@pytest.mark.parametrize("name", LOCKED)
def test_the_right_password_opens_a_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(LOCKED[name])
    with pytest.raises(InvalidInput, match="protected by a password"):
        read_document(LOCKED[name], name)
    with open_copy(file, "sesame") as copy:
        assert copy.name == name
        assert [block.text for block in read_document(copy.read_bytes(), name).blocks] == [TEXT]
        assert b"sesame" not in copy.read_bytes()
    assert not copy.exists()
    assert file.read_bytes() == LOCKED[name]


@pytest.mark.parametrize("name", LOCKED)
def test_another_password_is_refused_and_not_told(name: str) -> None:
    with pytest.raises(WrongInput, match="does not open") as caught:
        unlocked(LOCKED[name], "no-sesame", name=name)
    assert "no-sesame" not in str(caught.value)


def test_files_that_are_not_locked_are_uploaded_as_they_are(tmp_path: Path) -> None:
    for body in (b"plain text", b"%PDF-1.7 damaged", b"\xd0\xcf\x11\xe0 old"):
        assert unlocked(body, "sesame", name="a") is None
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    with open_copy(file, "sesame") as same:
        assert same == file


def test_extract_opens_them_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(LOCKED["a.pdf"])
    for password, status in (("sesame", "ok"), ("wrong", "failed")):
        main([str(file), "--json", "--password", password])
        assert json.loads(capsys.readouterr().out)["status"] == status
