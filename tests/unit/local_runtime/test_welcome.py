"""What `make start` and `make status` say about signing in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from local_runtime.home import Home
from local_runtime.ports import Ports
from local_runtime.welcome import explain

SESSION = {"username": "demo@quorum.example", "password": "a-b/c", "api_url": "http://127.0.0.1:1/api"}
PORTS = Ports(emulator=1, postgres=2, language_model=3, web=5173)


def said(folder: Path, capsys: pytest.CaptureFixture[str], question: str = "") -> str:
    explain(Home(folder), PORTS, question=question)
    return capsys.readouterr().out


def test_the_sign_in_is_repeated_and_the_link_holds_it_behind_the_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Home(tmp_path).session_file.write_text(json.dumps(SESSION))
    status = said(tmp_path, capsys)
    assert "demo@quorum.example   a-b/c" in status
    assert "http://127.0.0.1:5173/#demo=a-b/c" in status
    start = said(tmp_path, capsys, "How soon?")
    assert start.startswith(status)
    assert 'quorum ask "How soon?" --workspace samples' in start


def test_before_the_first_start_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(tmp_path, capsys) == ""
