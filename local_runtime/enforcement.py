"""Whether the emulator of a home checks signatures and policies, as AWS does; tests run with it."""

from __future__ import annotations

from local_runtime.home import Home

_MARK = "enforces-iam"


def enforce(home: Home) -> None:
    """Has the emulator enforce IAM from its next start on."""
    home.path(_MARK).touch()


def enforces(home: Home) -> bool:
    """Tells whether it does."""
    return (home.folder / _MARK).exists()
