"""`python -m tools.build`: builds encoder and verifier; `... layers` also the Lambda layers for the cloud.

`... light-size` only measures the light layer, for `make lock`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.build.encoder import build_encoder
from tools.build.encoder_recipes import recipe_named
from tools.build.encoder_weights import BuildError
from tools.build.verifier import build_verifier

BUILD = Path(__file__).parents[2] / ".build"


def main(arguments: list[str]) -> int:
    """Builds what is named, in order; prints each step with its time."""
    try:
        if arguments == ["light-size"]:
            from tools.build.layers import record_light  # noqa: PLC0415  not needed on a laptop

            _step("size of the light layer", lambda: record_light(BUILD))
            return 0
        _step("encoder (int8 ONNX)", lambda: build_encoder(BUILD / "model"))
        _step("verifier (int8 ONNX)", lambda: build_verifier(BUILD / "verifier"))
        if "encoder" in arguments:
            recipe = recipe_named(arguments[arguments.index("encoder") + 1])
            _step(
                f"{recipe.name} (int8 ONNX)", lambda: build_encoder(BUILD / "encoders" / recipe.name, recipe)
            )
        if "layers" in arguments:
            from tools.build.layers import build_layers  # noqa: PLC0415  not needed on a laptop

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
