"""`quorum extract`: one report for each file, whatever is in it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tools.extract import main

KEYS = {
    "path",
    "type",
    "status",
    "reason",
    "title",
    "pages",
    "characters",
    "text",
    "tables",
    "warnings",
    "attached",
    "recognized",
    "figures",
}


def test_each_file_has_its_object_and_none_fails_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = {"good.txt": b"Some words.\n\nMore.", "empty.txt": b"  \n", "broken.pdf": b"%PDF-1.7\n%%EOF"}
    for name, body in contents.items():
        (tmp_path / name).write_bytes(body)
    names = [str(tmp_path / name) for name in (*contents, "missing.md")]
    main([*names, "--json"])
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [item["path"] for item in reports] == names
    assert [item["status"] for item in reports] == ["ok", "empty", "failed", "failed"]
    assert all(set(item) == KEYS for item in reports)
    good, *others = reports
    assert (good["type"], good["title"], good["text"]) == ("txt", "good", "Some words.\n\nMore.")
    assert good["characters"] == len(good["text"])
    assert all(item["reason"] for item in others)


def test_text_in_a_picture_is_shown_with_the_place_of_each_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = Image.new("RGB", (400, 110), "white")
    ImageDraw.Draw(image).text((20, 30), "Total 318 euros", fill="black", font=ImageFont.load_default(36))
    image.save(tmp_path / "receipt.jpg", quality=95)
    Image.new("RGB", (200, 100), "white").save(tmp_path / "blank.png")
    main([str(tmp_path / "receipt.jpg"), str(tmp_path / "blank.png"), "--json"])
    receipt, blank = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (receipt["status"], receipt["type"], receipt["text"]) == ("ok", "jpg", "Total 318 euros")
    (page,) = receipt["recognized"]
    assert [word["text"] for word in page["words"]] == ["Total", "318", "euros"]
    assert (blank["status"], blank["recognized"]) == ("empty", [])
    assert "no text on page 1" in blank["reason"]


def test_a_person_reads_the_same_without_json(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Some words.")
    command = [
        sys.executable,
        "-c",
        "from quorum_client.cli import main; main()",
        "extract",
        str(tmp_path / "note.txt"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "note.txt: txt, 'note', 0 pages, 11 characters" in done.stdout
    assert done.stdout.rstrip().endswith("Some words.")


def test_files_inside_are_reported_below_their_parent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("docs/note.txt", "Some words.")
        archive.writestr("../up.txt", "Other words.")
    main([str(tmp_path / "all.zip"), "--json"])
    output = json.loads(capsys.readouterr().out)
    assert "Attached file: docs/note.txt" in output["text"]
    assert "its name leads out of the document" in output["text"]
    (inner,) = output["attached"]
    assert (inner["path"], inner["text"]) == (f"{tmp_path}/all.zip!/docs/note.txt", "Some words.")
