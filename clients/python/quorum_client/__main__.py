"""Starts the command line: `quorum`, or `python -m quorum_client`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line; Ctrl-C is quiet from the start."""
    try:
        from quorum_client.cli import main as run  # noqa: PLC0415 - within reach of Ctrl-C

        run()
    except KeyboardInterrupt:
        sys.stderr.write("quorum: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
