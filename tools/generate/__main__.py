"""`make generate`: writes what follows from the contract and the settings, and says what changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.generate.outputs import contract_files, generated_files, stale_files


def main() -> None:
    """Writes each file whose content is not what they say, and deletes those that it left."""
    # The command line's page is read out of the SDK, which has to be written first.
    written = _write(contract_files())
    wanted = generated_files()
    written += _write(wanted)
    print(f"generate: {len(wanted) - len(written)} of {len(wanted)} files were up to date")


def _write(wanted: Mapping[Path, str]) -> list[Path]:
    """Writes what is stale and returns it."""
    stale = stale_files(wanted)
    for path in stale:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
        print(f"generate: {path.name} {'written' if path in wanted else 'deleted'}")
    return stale


if __name__ == "__main__":
    main()
