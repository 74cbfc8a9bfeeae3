"""Bridges the CDK library's types.

The generated protocols (`IFunction`, `IPrincipal`, ...) and the classes that implement them name some
parameters differently, so a strict type checker rejects the classes as their own protocols. jsii checks the
same at run time and names a mismatch.
"""

from __future__ import annotations

from typing import Any


def fits(value: object) -> Any:
    """Returns the value unchanged, typed to be passed as one of the library's protocols."""
    return value
