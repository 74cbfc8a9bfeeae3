"""Cold-start cost of every function: `python -m tests.benchmarks.imports`.

Prints the time a fresh process takes to import each handler (lowest of several, byte code warm), and what
is uploaded for it: its own code, and the layers it shares with others where they are built.
"""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from lambdas.catalogue import FUNCTIONS
from lambdas.catalogue.function_spec import FunctionSpec

ROOT = Path(__file__).parents[2]
ROUNDS = 5
QUERY_PATH = {
    "authorize_request",
    "receive_frame",
    "serve_api",
    "prepare_question",
    "search_dense",
    "search_lexical",
    "fuse_passages",
    "publish_passages",
    "retrieve_passages",
    "ask_model",
    "reach_consensus",
    "record_answer",
}
PROBE = "import time; t = time.perf_counter(); import {module}; print((time.perf_counter() - t) * 1000)"


def main() -> None:
    """Prints one line a function, then one a layer."""
    code = zipped_bytes(ROOT / "lambdas")
    print(f"{'function':<22}{'import ms':>10}{'limit':>7}  layers")
    for spec in FUNCTIONS:
        print(f"{spec.name:<22}{import_ms(spec):>10.0f}{limit(spec):>7}  {', '.join(('core', *spec.layers))}")
    print(f"\ncode of all functions  {code / 1024:8.0f} kB zipped, uploaded once and shared")
    for layer in sorted((ROOT / ".build/layers").glob("*")):
        print(f"layer {layer.name:<16} {zipped_bytes(layer) / 2**20:8.1f} MB zipped")


def limit(spec: FunctionSpec) -> str:
    """Returns the agreed limit in ms; functions off the query path have none."""
    if spec.name not in QUERY_PATH:
        return ""
    return "900" if "model" in spec.layers else "400"


def import_ms(spec: FunctionSpec) -> float:
    """Returns the lowest import time of several fresh processes."""
    probe = PROBE.format(module=spec.handler.rsplit(".", 1)[0])
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT}/layers/genai_core/python", "PATH": "/usr/bin:/bin"}
    environment |= {"AWS_DEFAULT_REGION": "us-east-1"}
    runs = [
        subprocess.run(
            [sys.executable, "-c", probe], env=environment, capture_output=True, text=True, check=True
        )
        for _ in range(ROUNDS)
    ]
    return min(float(run.stdout) for run in runs)


def zipped_bytes(folder: Path) -> int:
    """Returns the folder's size as a deployment package, byte code left out."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(folder))
    return target.tell()


if __name__ == "__main__":
    main()
