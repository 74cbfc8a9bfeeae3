"""Each layer holds what its functions import; the one that reads hostile files holds nothing else.

Every handler of a layer is imported in a process that finds no package outside the layer's lock.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.unit.lambdas import layer_imports


def imported(layer: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *options, "-m", "tests.unit.lambdas.layer_imports", layer]
    return subprocess.run(command, cwd=layer_imports.ROOT, capture_output=True, text=True, check=False)


def test_functions_that_read_files_import_every_package_of_their_layer() -> None:
    done = imported("ingestion")
    assert done.returncode == 0, done.stderr
    unused = layer_imports.locked("ingestion") - set(json.loads(done.stdout))
    assert not unused, f"leave them out in requirements/ingestion-overrides.txt: {sorted(unused)}"


def test_functions_of_the_query_layer_import_without_further_packages() -> None:
    done = imported("query")
    assert done.returncode == 0, done.stderr
    assert {"psycopg", "numpy"} <= layer_imports.locked("query")


def test_a_package_outside_the_layer_is_not_found() -> None:
    only = layer_imports.OnlyTheseDistributions(layer_imports.locked("ingestion"))
    only.find_spec("lxml.etree")
    only.find_spec("json")
    with pytest.raises(ModuleNotFoundError, match="psycopg is not in the layer"):
        only.find_spec("psycopg")
