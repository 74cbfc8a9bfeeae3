"""`make lint` refuses a broken link, a path or command that does not exist, and awkward words in the docs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.documents.__main__ import main
from tools.documents.commands import missing_commands
from tools.documents.pages import read_page
from tools.documents.paths import missing_paths
from tools.documents.records import unlisted_records

ROOT = Path(__file__).resolve().parents[3]
GOOD = """# One page

## Its second heading
[here](#its-second-heading), [there](other.md#two-words), [far](https://example.org/x.md), ![drawn](other.md)
`make start`, `quorum evaluate agreement`, `python -m tools.generate`, `adapters/onnx/embedder.py`,
`domain/text/words.stem`, `.local/session.json`, `lambdas/<verb_noun>/handler.py`, and/or `I/O`.
"""


def complaints(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    (tmp_path / "other.md").write_text("# Other\n\n## Two `words`\n")
    page = tmp_path / "page.md"
    page.write_text(text)
    status = main([str(page)])
    printed = capsys.readouterr().out.splitlines()
    assert status == (1 if printed else 0)
    return printed


def test_a_page_without_faults_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert complaints(tmp_path, GOOD, capsys) == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("[gone](gone.md)", "leads to no file"),
        ("[gone](other.md#three-words)", "a heading that other.md does not have"),
        ("[gone](#third-heading)", "a heading that page.md does not have"),
        ("`make coffee`", "the Makefile has no such target"),
        ("`quorum guess`", "there is no command 'guess'"),
        ("`quorum evaluate luck`", "there is no command 'luck'"),
        ("`quorum ask x --jsn`", "there is no option --jsn"),
        ("```sh\n.venv/bin/quorum workspace lst  # all of them\n```", "there is no command 'lst'"),
        ("```sh\npython -m tools.fortune\n```", "no such module exists"),
        ("`adapters/onnx/fortune.py`", "no such file or folder exists"),
        ("Then functions start anew.", "'anew': write \"again\" instead."),
        ("The operator mends it.", "'mends': write \"fix\" instead."),
        ("The passages bear it out.", "'bear it out': write \"support\" instead."),
        ("The answer is no JSON.", "'is no JSON'"),
        (
            "The parts that are no\n  text are left out.",
            "page.md:8: 'are no text': write \"is not (a)\" instead.",
        ),
        ("`test_what_is_borne_out`", "'borne out': write \"support\" instead."),
    ],
)
def test_each_fault_is_refused(
    fault: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = complaints(tmp_path, f"{GOOD}\n{fault}\n", capsys)
    assert printed
    assert all(message in line for line in printed)


@pytest.mark.parametrize(
    "text",
    ["There is no text, and there are no\nnumbers.", "If there\nis no list, a page with no JSON is read."],
)
def test_plain_words_are_left_alone(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert complaints(tmp_path, text, capsys) == []


def test_a_misspelt_word_is_refused(tmp_path: Path) -> None:
    shutil.copy(ROOT / "_typos.toml", tmp_path)
    (tmp_path / "page.md").write_text("Teh answer is `teh` quoted.\n")
    program = Path(sys.executable).with_name("typos")
    done = subprocess.run(
        [program, "--format", "brief", "page.md"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1


def test_every_path_and_command_that_a_page_names_exists() -> None:
    names = subprocess.run(
        ["git", "ls-files", "*.md", ":!tests"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    pages = [read_page(ROOT / name) for name in names]
    assert len(pages) > 50
    assert [line for page in pages for line in missing_commands(page)] == []
    ours = [page for page in pages if "samples" not in page.path.parts]
    assert [line for page in ours for line in missing_paths(page)] == []


def test_the_index_of_decisions_lists_each_with_its_title_and_status(tmp_path: Path) -> None:
    assert list(unlisted_records(ROOT / "docs" / "adr")) == []
    (tmp_path / "0001-first.md").write_text("# 1. First\n\nStatus: accepted\n\n**Decision.** One.\n")
    (tmp_path / "0002-second.md").write_text("# Second\n")
    index = tmp_path / "README.md"
    index.write_text(
        "| 1 | [First](0001-first.md) | one | replaced by 2 |\n| 3 | [C](0003-c.md) | c | accepted |\n"
    )
    stale, headless, gone = unlisted_records(tmp_path)
    assert "differs from the record" in stale
    assert "begin it with" in headless
    assert "does not exist" in gone
