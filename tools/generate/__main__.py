"""`make generate`: writes what follows from the contract and the settings, and says what changed."""

from __future__ import annotations

from tools.generate.outputs import generated_files, stale_files


def main() -> None:
    """Writes each file whose content is not what they say, and deletes those that it left."""
    wanted = generated_files()
    stale = stale_files(wanted)
    for path in stale:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
        print(f"generate: {path.name} {'written' if path in wanted else 'deleted'}")
    print(f"generate: {len(wanted) - len(stale)} of {len(wanted)} files were up to date")


if __name__ == "__main__":
    main()
