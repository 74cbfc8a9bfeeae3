"""Deny this process network access and child processes on macOS, with a sandbox profile."""

from __future__ import annotations

import ctypes
import sys

_PROFILE = b"""
(version 1)
(allow default)
(deny network*)
(deny process-fork)
(deny process-exec*)
(deny signal (target others))
"""


def deny_by_profile() -> bool:
    """Applies the profile to this process; False if this system has no sandbox."""
    if sys.platform != "darwin":
        return False
    try:
        sandbox_init = ctypes.CDLL("libsandbox.dylib").sandbox_init
    except (OSError, AttributeError):
        return False
    return sandbox_init(_PROFILE, ctypes.c_uint64(0), ctypes.byref(ctypes.c_char_p())) == 0
