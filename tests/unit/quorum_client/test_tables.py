"""Lists and JSON as they reach a terminal, a pipe, and a program."""

from __future__ import annotations

import csv
import io
import json

import pytest

from quorum_client.cli import tables
from quorum_client.cli.display import prose, write_json
from quorum_client.cli.tables import write_list
from quorum_client.cli.terminal import SafeConsole

EVIL = "a\x1b]0;PWNED\x07\u202e.md"
LONG = "word " * 80 + "end"
COLUMNS: dict[str, tables.Column] = {"path": "path", "title": "title", "big": lambda each: each["size"] > 1}


def shown(records: list[dict[str, object]], output_format: str, capsys: pytest.CaptureFixture[str]) -> str:
    write_list(output_format, records, COLUMNS, empty="Nothing is here.")
    return capsys.readouterr().out


def test_without_a_terminal_a_row_is_a_line_and_nothing_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"path": f"{number}.md", "title": LONG, "size": number} for number in range(5000)]
    lines = shown(list(rows), "table", capsys).splitlines()
    assert len(lines) == 5001
    assert lines[0].split() == ["path", "title", "big"]
    assert lines[-1].split() == ["4999.md", *LONG.split(), "yes"]
    assert not any(line.endswith(" ") for line in lines)


def test_columns_stand_below_each_other_in_wide_scripts_too(capsys: pytest.CaptureFixture[str]) -> None:
    head, wide, narrow = shown(
        [{"path": "中文.md", "title": "T", "size": 1}, {"path": "b.md", "title": "T", "size": 1}],
        "table",
        capsys,
    ).splitlines()
    assert head.index("title") == narrow.index("T")
    assert wide.index("T") == narrow.index("T") - 2


def test_on_a_terminal_a_long_cell_goes_on_in_the_next_line(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    terminal = SafeConsole(file=out, force_terminal=True, width=60, color_system=None)
    monkeypatch.setattr(tables, "console", terminal)
    write_list("table", [{"path": EVIL, "title": LONG, "size": 1}], COLUMNS, empty="")
    printed = out.getvalue()
    assert max(map(len, printed.splitlines())) <= 60
    assert printed.count("word") == 80
    assert "end" in printed
    assert "\x1b" not in printed
    assert "…" not in printed


def test_what_drives_a_terminal_is_replaced_in_tables_and_csv_and_escaped_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = {"path": EVIL, "title": "[bold]x[/bold]\nnext", "size": 2, "tags": ["a", "b"]}
    for output_format in ("table", "csv", "json"):
        text = shown([record], output_format, capsys)
        assert not set("\x1b\x07\u202e") & set(text), output_format
    assert json.loads(shown([record], "json", capsys)) == [record]
    (read,) = csv.DictReader(io.StringIO(shown([record], "csv", capsys)))
    assert (read["title"], read["tags"]) == ("[bold]x[/bold]\nnext", "a;b")
    assert "[bold]x[/bold] next" in shown([record], "table", capsys)


def test_an_empty_list_is_reported_on_standard_error_and_has_a_head_in_csv(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_list("table", [], COLUMNS, empty="Nothing is here.")
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Nothing is here.\n")
    assert shown([], "csv", capsys) == "path,title\n"
    assert shown([], "json", capsys) == "[]\n"


def test_json_reads_back_the_same_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"name": EVIL, "tab": "\t\u0085\x9b\U000e0041", "script": "Größe 中文"}
    write_json(value)
    text = capsys.readouterr().out
    assert json.loads(text) == value
    assert "Größe 中文" in text
    assert not {"\x9b", "\x85", "\U000e0041"} & set(text)


def test_prose_beside_json_goes_to_standard_error_and_is_not_wrapped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prose(as_json=True).print(LONG)
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"{LONG}\n")
    prose(as_json=False).print(LONG)
    assert capsys.readouterr().out == f"{LONG}\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://evil.example")', '\'=HYPERLINK("http://evil.example")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        (["=1", "a"], "'=1;a"),
        (-2, "-2"),
        ("a=b", "a=b"),
    ],
)
def test_a_spreadsheet_calculates_nothing_that_somebody_named_a_document(
    value: object, cell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (row,) = csv.DictReader(io.StringIO(shown([{"title": value}], "csv", capsys)))
    assert row["title"] == cell
