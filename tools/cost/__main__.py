"""`python -m tools.cost`, or `quorum cost`: prints what an environment costs while idle, and in use."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from genai_core.errors import Misconfigured
from tools.cost import prices
from tools.cost.idle import UnknownPrice, idle_lines
from tools.cost.usage import metric_line, sign_in_line, usage_lines


def main(arguments: list[str]) -> int:
    """Prints the lines, and writes them as JSON if asked to."""
    parser = argparse.ArgumentParser(prog="quorum cost", description=__doc__)
    parser.add_argument("--environment", default="dev", help="A key of config.json's environments.")
    parser.add_argument("--queries", type=int, default=1000, help="Questions a month.")
    parser.add_argument("--documents", type=int, default=100, help="Documents ingested a month.")
    parser.add_argument("--users", type=int, default=10, help="Users who sign in within a month.")
    parser.add_argument("--json", type=Path, help="File to write the figures to.")
    asked = parser.parse_args(arguments)
    try:
        counted = figures(
            asked.environment, queries=asked.queries, documents=asked.documents, users=asked.users
        )
    except (Misconfigured, UnknownPrice) as error:
        print(f"quorum: {error}", file=sys.stderr)
        return 1
    _show(asked.environment, counted)
    if asked.json:
        asked.json.write_text(json.dumps(counted, indent=2) + "\n")
    return 0


def figures(environment: str, *, queries: int, documents: int, users: int) -> dict[str, Any]:
    """Returns the sums and the lines of an environment.

    Raises:
        Misconfigured: config.json has no such environment, or it is not valid.
        UnknownPrice: The templates hold something that nobody priced.
    """
    synthesised = templates(environment)
    idle = idle_lines(synthesised)
    further = (metric_line(queries, _models(environment)), sign_in_line(users, synthesised))
    usage = sorted([*usage_lines(queries, documents), *further], key=lambda line: -line.usd_month)
    return {
        "idle_usd_month": round(sum(line.usd_month for line in idle), 2),
        "usage_usd_month": round(sum(line.usd_month for line in usage), 2),
        "prices": {"dated": prices.DATED, "region": prices.REGION},
        "lines": [
            {"when": when, "what": line.resource, "usd_month": round(line.usd_month, 4), "why": line.why}
            for when, lines in (("idle", idle), ("usage", usage))
            for line in lines
        ],
    }


def templates(environment: str) -> dict[str, Any]:
    """Returns the environment's templates by stack, synthesised without credentials and without a build."""
    # Imported here: the library takes seconds, and the help needs none of it.
    from aws_cdk import App  # noqa: PLC0415

    from cdk_app.composition import Composition  # noqa: PLC0415
    from cdk_app.config.file import REPOSITORY, read_environment  # noqa: PLC0415
    from cdk_app.function_platform import Sources  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        app = App(outdir=folder, context=json.loads((REPOSITORY / "cdk.json").read_text())["context"])
        config = read_environment(environment, environment=os.environ)
        Composition(app, config, Sources.of(REPOSITORY, sys.executable))
        app.synth()
        return {
            path.name.partition(".")[0]: json.loads(path.read_text())
            for path in sorted(Path(folder).glob("*.template.json"))
        }


def _models(environment: str) -> int:
    from cdk_app.config.file import read_environment  # noqa: PLC0415

    return len(read_environment(environment, environment=os.environ).models)


def _show(environment: str, counted: dict[str, Any]) -> None:
    print(f"{environment}, list prices of {prices.REGION} as of {prices.DATED}, without a free tier")
    for line in counted["lines"]:
        print(f"  {line['when']:5} {line['usd_month']:9.3f}  {line['why']}  ({line['what']})")
    print(f"idle  {counted['idle_usd_month']:9.2f} USD a month, without storage")
    print(f"usage {counted['usage_usd_month']:9.2f} USD a month, without the models' own prices")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
