"""`make generate`: writes what follows from the contract and the settings, and says what changed.

With `--check`, as `make lint` calls it, it writes nothing and fails if a file is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.generate.outputs import ROOT, contract_files, generated_files, stale_files


def main(arguments: Sequence[str] = ()) -> int:
    """Writes stale files, and deletes those that are not generated any more; returns the exit code."""
    if "--check" in arguments:
        return _check()
    # The command line's page is read out of the SDK, which has to be written first.
    written = _write(contract_files())
    wanted = generated_files()
    written += _write(wanted)
    print(f"generate: {len(wanted) - len(written)} of {len(wanted)} files were up to date")
    return 0


def _check() -> int:
    stale = stale_files(generated_files())
    for path in stale:
        print(f"{path.relative_to(ROOT)} is stale: run `make generate` and commit what it writes.")
    return 1 if stale else 0


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
    sys.exit(main(sys.argv[1:]))
