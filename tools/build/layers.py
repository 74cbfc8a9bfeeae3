"""Builds the Lambda layers: our core, and the wheels for Lambda's platform, resolved without Docker."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

from lambdas.catalogue import FUNCTIONS
from tools.build.encoder_weights import BuildError

ROOT = Path(__file__).parents[2]
CORE = ROOT / "layers/genai_core/python/genai_core"
RECORD = ROOT / "requirements" / "light-layer.json"
"""What the light layer's wheels weigh, as `make lock` measured them."""
LOCKS = {name: f"{name}-layer.txt" for name in ("light", "query", "ingestion", "recognition")}
IN_THE_RUNTIME = ("boto3", "botocore", "s3transfer")
UNUSED = (
    # The runtime once more, for programs in C: Python's own module holds all of it.
    "onnxruntime/capi/libonnxruntime.so.*",
    "onnxruntime/transformers",
    "onnxruntime/quantization",
    # A page that shows an API's description; our API serves none.
    "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.js",
    "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.css",
)
"""Of packages: large parts that no function imports."""
INSTALL_S = 600
LIGHT_LIMIT = 10_000_000
"""Zipped, of a function that neither embeds, searches nor reads files: what its cold start has to fetch."""
UNZIPPED_LIMIT = 250 * 1024 * 1024
"""Of one function with all its layers: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


def build_layers(build: Path) -> bool:
    """Writes `.build/layers/NAME` for core, LOCKS and model; False where all were up to date."""
    layers = build / "layers"
    changed = [_wheels(layers / name, ROOT / "requirements" / lock) for name, lock in LOCKS.items()]
    _copy(CORE, layers / "core" / "python" / "genai_core")
    for name in ("model", "verifier"):
        _copy(build / name, layers / "model" / name)
    for parts in sorted({spec.layers for spec in FUNCTIONS}):
        check_size(("core", *parts), layers)
    return any(changed)


def record_light(build: Path) -> bool:
    """Measures the light layer's wheels and writes RECORD, by which a test knows their size without them.

    Raises:
        BuildError: With our core they are over LIGHT_LIMIT.
    """
    lock, folder = ROOT / "requirements" / LOCKS["light"], build / "layers" / "light"
    _wheels(folder, lock)
    zipped = _zipped([file for file in folder.rglob("*") if file.is_file()])
    record = {"lock": wheels_digest(lock), "zipped_bytes": zipped}
    changed = not RECORD.exists() or json.loads(RECORD.read_text()) != record
    RECORD.write_text(json.dumps(record, indent=1) + "\n")
    _check_light("core + light", zipped + core_bytes())
    return changed


def core_bytes() -> int:
    """Returns what our core weighs zipped."""
    kept = (file for file in CORE.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return _zipped(list(kept))


def wheels_digest(lock: Path) -> str:
    """Returns what the content of a layer follows from: its lock, and what is left out of the wheels."""
    return hashlib.sha256(lock.read_bytes() + repr(UNUSED).encode()).hexdigest()


def _wheels(target: Path, lock: Path) -> bool:
    stamp = target / "lock.sha256"
    digest = wheels_digest(lock)
    if stamp.exists() and stamp.read_text() == digest:
        return False
    shutil.rmtree(target, ignore_errors=True)
    uv = Path(sys.executable).parent / "uv"
    platform = ["--python-platform", "aarch64-manylinux_2_28", "--python-version", "3.13"]
    command = [
        str(uv),
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    where = ["--target", str(target / "python"), "-r", str(lock)]
    try:
        done = subprocess.run(
            [*command, *platform, *where], capture_output=True, text=True, check=False, timeout=INSTALL_S
        )
    except subprocess.TimeoutExpired:
        raise BuildError(
            f"the wheels of {lock.name} took over {INSTALL_S} s. Check that the registry answers."
        ) from None
    if done.returncode != 0:
        raise BuildError(f"the wheels of {lock.name} could not be installed: {done.stderr.strip()[-400:]}")
    strip(target / "python")
    stamp.write_text(digest)
    return True


def strip(folder: Path) -> None:
    """Removes what no function runs; byte code would be for this machine's Python."""
    for pattern in ("**/__pycache__", "**/tests", "bin", "**/*.pyi", *UNUSED):
        for path in list(folder.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in IN_THE_RUNTIME:
        for path in folder.glob(f"{name}*"):
            shutil.rmtree(path)


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))


def check_size(names: tuple[str, ...], layers: Path) -> None:
    """Prints what the layers weigh together.

    Raises:
        BuildError: They weigh more than Lambda takes for one function, or than a light function may.
    """
    files = [file for name in names for file in (layers / name).rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    title, zipped = " + ".join(names), _zipped(files)
    print(
        f"build: layers {title}: {size / 2**20:.1f} MB unzipped, {zipped / 2**20:.1f} MB zipped", flush=True
    )
    if "light" in names:
        _check_light(title, zipped)
    if size > UNZIPPED_LIMIT:
        raise BuildError(
            f"layers {title} are {size >> 20} MB. Lambda's limit is {UNZIPPED_LIMIT >> 20} MB: split the lock"
            " so that no function gets what it does not import."
        )


def _check_light(title: str, zipped: int) -> None:
    if zipped > LIGHT_LIMIT:
        raise BuildError(
            f"layers {title} are {zipped} bytes zipped. Functions that neither embed nor search get at most"
            f" {LIGHT_LIMIT}: take what is new out of requirements/light.in."
        )


def _zipped(files: list[Path]) -> int:
    return sum(len(zlib.compress(file.read_bytes())) for file in files)
