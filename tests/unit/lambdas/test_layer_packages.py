"""Each layer holds what its functions import; those of events and of hostile files hold nothing else.

Every handler of a layer is imported in a process that finds no package outside the layer's lock.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from lambdas.catalogue import FUNCTIONS
from tests.unit.lambdas import layer_imports

PACKAGE_LAYERS = ("light", "query", "ingestion", "recognition")
WITHOUT_MORE = ("light", "ingestion", "recognition")
IN_THE_RUNTIME = {"botocore"}


def imported(layer: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *options, "-m", "tests.unit.lambdas.layer_imports", layer]
    return subprocess.run(command, cwd=layer_imports.ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("layer", PACKAGE_LAYERS)
def test_functions_import_with_nothing_but_the_packages_of_their_layer(layer: str) -> None:
    done = imported(layer)
    assert done.returncode == 0, done.stderr
    if layer in WITHOUT_MORE:
        unused = layer_imports.locked(layer) - set(json.loads(done.stdout)) - IN_THE_RUNTIME
        assert not unused, f"no function of the layer {layer} imports {sorted(unused)}: leave them out"


def test_every_function_has_one_layer_of_packages() -> None:
    for function in FUNCTIONS:
        assert len(set(function.layers) & set(PACKAGE_LAYERS)) == 1, function.name


def test_only_functions_that_embed_or_search_carry_what_that_needs() -> None:
    heavy = {"numpy", "psycopg", "onnxruntime", "tokenizers"}
    assert heavy <= layer_imports.locked("query")
    assert not heavy & layer_imports.locked("light")
    reaching = {"database:read", "database:write", "encoders:invoke"}
    for function in FUNCTIONS:
        if "query" in function.layers and "model" not in function.layers:
            assert reaching & set(function.grants), f"{function.name} needs the layer light only"


def test_a_package_outside_the_layer_is_not_found() -> None:
    only = layer_imports.OnlyTheseDistributions(layer_imports.locked("ingestion"))
    only.find_spec("lxml.etree")
    only.find_spec("json")
    with pytest.raises(ModuleNotFoundError, match="psycopg is not in the layer"):
        only.find_spec("psycopg")
