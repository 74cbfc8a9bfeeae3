"""`python -m local_runtime start | stop | status | logs [PART] | reset | doctor | page`."""

from __future__ import annotations

import argparse
import errno
import sys

from genai_core.errors import QuorumError
from local_runtime.home import Home, find_home
from local_runtime.report import say


def main(arguments: list[str]) -> int:
    """Runs the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m local_runtime", description=__doc__)
    parser.add_argument("action", choices=("start", "stop", "status", "logs", "reset", "doctor", "page"))
    parser.add_argument("part", nargs="?", default="", help="for logs: the part to follow")
    parser.add_argument(
        "--engine",
        choices=("pgvector", "postgresql", "opensearch"),
        help="for start: the search engine of new workspaces; remembered",
    )
    parser.add_argument("--no-samples", action="store_true", help="for start: do not ingest the samples")
    options = parser.parse_args(arguments)
    try:
        return _act(options, find_home())
    except QuorumError as error:
        sys.stdout.flush()
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(f"\nthe disk is full: {error}. Make room, then run the same again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say()
        return 130


def _act(options: argparse.Namespace, home: Home) -> int:
    # Imported when needed: `stop` and `status` do not load the imports of `start`.
    if options.action in ("start", "stop", "reset"):
        from local_runtime import start  # noqa: PLC0415

        if options.action == "start":
            engine = "pgvector" if options.engine == "postgresql" else options.engine
            start.start(home, samples=not options.no_samples, engine=engine)
        else:
            {"stop": start.stop, "reset": start.reset}[options.action](home)
        return 0
    if options.action in ("status", "logs"):
        from local_runtime import status  # noqa: PLC0415

        if options.action == "logs":
            status.logs(home, options.part)
            return 0
        return 0 if status.status(home, sign_in=True) else 1
    if options.action == "page":
        from local_runtime import page  # noqa: PLC0415

        page.build_page()
        return 0
    from local_runtime import doctor  # noqa: PLC0415

    return 0 if doctor.check(home) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
