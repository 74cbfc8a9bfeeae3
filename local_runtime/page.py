"""Builds the page when its sources have changed."""

from __future__ import annotations

import subprocess

from genai_core.errors import Misconfigured
from local_runtime.fingerprint import fingerprint
from local_runtime.home import REPOSITORY
from local_runtime.report import step

FOLDER = REPOSITORY / "frontend_react"
_SOURCES = ("src", "public", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json")


def build_page() -> bool:
    """Builds `frontend_react/dist`; False if it is up to date. Raises Misconfigured if that fails."""
    current = fingerprint(f"frontend_react/{name}" for name in _SOURCES)
    stamp = FOLDER / "dist" / ".built"
    if stamp.exists() and stamp.read_text() == current:
        return False
    with step("page built"):
        built = subprocess.run(
            ["npm", "run", "--silent", "build"], cwd=FOLDER, capture_output=True, text=True, check=False
        )
        if built.returncode:
            words = (built.stdout + built.stderr).strip()[-1500:]
            raise Misconfigured(
                f"the page was not built: {words}", remedy="Run `make install`, then try again."
            )
    stamp.write_text(current)
    return True
