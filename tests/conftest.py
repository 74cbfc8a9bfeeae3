"""Settings of all tests, and which of them one process runs."""

import gc
import os
import sys

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

pytest_plugins = [
    "tests.covered_lines",  # first: it watches what is imported after it
    "tests.contract.aws",
    "tests.contract.language_models",
    "tests.fresh_wiring",
    "tests.unit.lambdas.in_memory_backend",
]

# Some images tell Python to keep no bytecode: each of some hundred processes would compile what it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# The processes of tests share the cores, so one thread each is enough for products of matrices.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Nothing that is collected is garbage: see `pytest_collection_finish`.
gc.disable()

# The same examples each time, so that a change is judged by what it changed; `--hypothesis-profile=default`
# looks for new ones. No deadline: a busy machine is slow, not wrong.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

SHARING = ("contract", "e2e", "infrastructure")
"""Folders whose tests share servers or synthesised stacks, which each further process would make again."""


def pytest_collection_finish() -> None:
    """Turns the garbage collector on, for what tests make: each look at all modules and tests takes 0.7 s."""
    gc.freeze()
    gc.enable()


class SharedFixturesScheduling(LoadFileScheduling):
    """Runs the tests of a folder of `SHARING` in one process, and otherwise those of a file."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        folder = file.removeprefix("tests/").partition("/")[0]
        return folder if folder in SHARING else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    return SharedFixturesScheduling(config, log)
