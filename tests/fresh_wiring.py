"""Lets a test build the wiring for an environment of its own.

A process reads its settings and builds its adapters once. A test that changes the environment calls
`forget_wiring`, so that both happen again; the fixture `fresh_wiring` does so before and after a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

_WIRED = ("genai_core.settings", "genai_core.wiring")
_CLIENTS = "genai_core.wiring.aws"


def forget_wiring(*, keeps_clients: bool = False) -> None:
    """Empties what the settings and the modules of the wiring keep for the life of a process.

    Args:
        keeps_clients: Keep the clients of AWS, which take half a second to build, if their environment stays.
    """
    for name, module in list(sys.modules.items()):
        if not name.startswith(_WIRED) or (keeps_clients and name == _CLIENTS):
            continue
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and not (keeps_clients and value.__module__ == _CLIENTS):
                value.cache_clear()


@pytest.fixture
def fresh_wiring() -> Iterator[None]:
    """Builds the wiring again for this test, and again for the next one."""
    forget_wiring()
    yield
    forget_wiring()
