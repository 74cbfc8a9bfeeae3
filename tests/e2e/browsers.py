"""The browsers in which the page is tested: the newest that the machine has, and the pinned one."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = (
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PINNED = ""
"""Stands for the browser that comes with the npm packages."""


def installed_browser() -> str | None:
    """Returns the path of a Chromium or Chrome of the machine; None if there is none."""
    return next((path for path in _INSTALLED if Path(path).exists()), None)
