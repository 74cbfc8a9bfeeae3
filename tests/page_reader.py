"""The page's own validators, run by Node on values that Python wrote."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "frontend_react"
_MAIN = """
import {{ readValues }} from {module};
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
process.stdout.write(JSON.stringify(readValues(JSON.parse(Buffer.concat(chunks).toString("utf-8")))));
"""


def read_by_page(kind: str, values: list[Any]) -> list[dict[str, Any]]:
    """Returns for each value `{"value": what the page read}` or `{"error": why it did not}`.

    Args:
        kind: `frame`, `status` or `config`.
    """
    encoded = json.dumps([{"kind": kind, "value": value} for value in values])
    done = subprocess.run(
        ["node", str(_bundle())], input=encoded, capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


@cache
def _bundle() -> Path:
    """Bundles the validators with the bundler that builds the page."""
    folder = Path(mkdtemp())
    entry, built = folder / "main.mjs", folder / "built.mjs"
    entry.write_text(_MAIN.format(module=json.dumps(str(PAGE / "src/testing/read-values.ts"))))
    subprocess.run(
        [
            PAGE / "node_modules/.bin/esbuild",
            str(entry),
            "--bundle",
            "--platform=node",
            "--format=esm",
            f"--outfile={built}",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return built
