"""`python -m cdk_app.build`: builds the encoder; `... layers` also the Lambda layers for the cloud."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from cdk_app.build.encoder import build_encoder
from cdk_app.build.encoder_weights import BuildError

BUILD = Path(__file__).parents[2] / ".build"


def main(arguments: list[str]) -> int:
    """Builds what is named, in order; prints each step with its time."""
    try:
        _step("encoder (int8 ONNX)", lambda: build_encoder(BUILD / "model"))
        if "layers" in arguments:
            from cdk_app.build.layers import build_layers  # noqa: PLC0415  not needed on a laptop

            _step("layers (arm64 wheels)", lambda: build_layers(BUILD))
    except BuildError as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    return 0


def _step(name: str, work: Callable[[], bool]) -> None:
    start = time.monotonic()
    done = work()
    print(
        f"build: {name}: {'built' if done else 'up to date'} ({time.monotonic() - start:.1f} s)", flush=True
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
