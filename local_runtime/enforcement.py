"""Switch on the emulator's checks of signatures and policies, as on AWS; tests use it."""

from __future__ import annotations

from local_runtime.home import Home

_MARK = "enforces-iam"


def enforce(home: Home) -> None:
    """Makes the emulator enforce IAM from its next start."""
    home.path(_MARK).touch()


def enforces(home: Home) -> bool:
    """Returns whether it enforces IAM."""
    return (home.folder / _MARK).exists()
