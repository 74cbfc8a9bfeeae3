"""Packs one model for a SageMaker endpoint; `buildspec.yaml` runs it, and it imports nothing of the project.

The archive holds the model's files at its top, and the handlers with the wheels they import as `code/`.

Environment:
    MODEL: Folder of the model beside this one.
    BUILT: Address of a zip with files that `make build` made, as s3://bucket/key; empty for none.
    ARCHIVE: Where the archive goes, as s3://bucket/key.
    HF_ENDPOINT, HF_TOKEN: Of Hugging Face's own client: another host, and the key of a gated model.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MODELS = Path(__file__).resolve().parents[1]


class PackError(Exception):
    """A model cannot be packed; the message says why and what to do."""


def main() -> int:
    """Packs and uploads the archive. Returns the exit status, by which the build ends."""
    import boto3  # noqa: PLC0415  tests of `pack` need no client

    s3 = boto3.client("s3")
    with tempfile.TemporaryDirectory() as folder:
        staged, archive = Path(folder, "staged"), Path(folder, "model.tar.gz")
        staged.mkdir()
        try:
            if os.environ.get("BUILT"):
                bucket, key = split(os.environ["BUILT"])
                s3.download_file(bucket, key, f"{folder}/built.zip")
                shutil.unpack_archive(f"{folder}/built.zip", staged)
            pack(MODELS / os.environ["MODEL"], staged, archive)
        except PackError as error:
            print(f"pack: {error}", file=sys.stderr)
            return 1
        bucket, key = split(os.environ["ARCHIVE"])
        s3.upload_file(str(archive), bucket, key)
        print(f"pack: {archive.stat().st_size >> 20} MB in s3://{bucket}/{key}")
    return 0


def pack(model: Path, staged: Path, archive: Path) -> None:
    """Writes the archive of a model's folder, whose built files are in `staged` already.

    Raises:
        PackError: A file of a snapshot is not the one that the card names.
    """
    card: Mapping[str, Any] = json.loads((model / "card.json").read_text(encoding="utf-8"))
    for snapshot in card["snapshots"]:
        download(snapshot, staged)
    code = staged / "code"
    code.mkdir()
    shutil.copy(model / "inference.py", code)
    if (wheels := model.parent / "lib").is_dir():
        shutil.copytree(wheels, code / "lib")
    with tarfile.open(archive, "w:gz") as file:
        for path in sorted(staged.iterdir()):
            file.add(path, path.name)


def download(snapshot: Mapping[str, Any], staged: Path) -> None:
    """Writes a snapshot's files under their names in the archive, each checked by its hash."""
    from huggingface_hub import hf_hub_download  # noqa: PLC0415  an encoder of our own needs no download

    files: Iterable[Mapping[str, str]] = snapshot["files"]
    for file in files:
        downloaded = hf_hub_download(
            snapshot["repository"],
            file["path"],
            revision=snapshot["revision"],
            local_dir=str(staged.parent / "snapshot"),
        )
        body = Path(downloaded).read_bytes()
        if (digest := hashlib.sha256(body).hexdigest()) != file["sha256"]:
            raise PackError(
                f"{file['path']} of {snapshot['repository']} at {snapshot['revision']} has the SHA-256 "
                f"{digest}, and card.json says {file['sha256']}. Correct one of them in card.json."
            )
        target = staged / file["as"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)


def split(address: str) -> tuple[str, str]:
    """Returns bucket and key of s3://bucket/key."""
    bucket, _, key = address.removeprefix("s3://").partition("/")
    return bucket, key


if __name__ == "__main__":
    sys.exit(main())
