"""How lines of test and of source are counted."""

from pathlib import Path

import pytest

from tools.test_lines import code_lines, count_lines, main, room

MODULE = '''"""A module of
two lines."""

# A comment.
import os  # and another


def name(
    path: str,
) -> str:
    """Returns a name."""
    text = """one
two"""
    return os.path.join(path, text)
'''


def test_blank_lines_comments_and_docstrings_are_not_code_and_a_text_in_it_is() -> None:
    assert code_lines(MODULE) == 7
    assert code_lines("") == 0


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("layers/genai_core/python/genai_core/domain/text/words.py", "domain/text"),
        ("layers/genai_core/python/genai_core/domain/workspaces.py", "domain"),
        ("tests/unit/domain/text/test_words.py", "domain/text"),
        ("layers/genai_core/python/genai_core/usecases/answering/ask.py", "usecases"),
        ("clients/python/quorum_client/cli/ask.py", "quorum_client"),
        ("lambdas/serve_api/handler.py", "lambdas"),
    ],
)
def test_a_unit_test_is_in_the_room_of_its_source(path: str, expected: str) -> None:
    assert room(Path(path)) == expected


def test_rows_of_cases_count_and_benchmarks_and_extracted_files_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "lambdas/a.py": "a = 1\nb = 2\nc = 3\nd = 4\n",
        "tests/unit/lambdas/test_a.py": "a = 1\n",
        "tests/contract/test_b.py": "b = 1\n",
        "tests/benchmarks/c.py": "c = 1\n",
        "tests/data/claims/rows.tsv": "one\ttwo\n\nthree\tfour\n",
        "tests/data/extraction/page.txt": "A page.\n",
    }
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)
    source, tests, everything = count_lines(map(Path, files))
    assert (source["lambdas"], tests["lambdas"], everything) == (4, 1, 4)
    assert main(list(files)) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[-3:] == ["4", "4", "1.00"]
