"""What is read in small files of many kinds, each made for something that readers of documents get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.checks.evaluate_extraction import evaluate_extraction, main

CASES = Path(__file__).parents[2] / "data" / "extraction" / "cases.tsv"


def test_every_file_says_what_its_case_expects() -> None:
    report = evaluate_extraction(CASES)
    assert report["wrong"] == []
    assert report["right"] == report["rows"] > 150


def test_a_wrong_case_is_shown_with_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The pump\nstops.")
    (tmp_path / "empty.txt").write_text(" ")
    cases = tmp_path / "cases.tsv"
    rows = (
        "path\tkind\tphrase\tabsent",
        "a.txt\ttxt\tpump stops.\thums",
        "empty.txt\tempty\t\t",
        "a.txt\ttxt\thums\t",
    )
    cases.write_text("\n".join(rows))
    assert main([str(cases)]) == 1
    shown = capsys.readouterr().out
    assert "2 of 3 right" in shown
    assert "'a.txt' is ok: a The pump stops., not with 'hums'" in shown


def test_a_table_in_prose_takes_its_phrases_from_another(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The pump stops.")
    prose, phrases = tmp_path / "prose.tsv", tmp_path / "phrases.tsv"
    rows = ("a.txt", "b.txt", "scenario: delete it")
    prose.write_text("\n".join(["file\tshould_happen\thappens", *(f"{row}\tread\tlost" for row in rows)]))
    phrases.write_text("path\tkind\tphrase\nelsewhere/a.txt\ttxt\tpump stops\n")
    report = evaluate_extraction(prose, phrases)
    assert (report["right"], report["rows"]) == (1, 2)
    assert report["wrong"] == [
        {
            "kind": "described",
            "case": "b.txt",
            "expected": "read",
            "got": "without a row in the table of phrases",
        }
    ]
