"""Bridges the CDK library's types.

The generated protocols (`IFunction`, `IPrincipal`, ...) and the classes that implement them name some
parameters differently, so a strict checker refuses every class where its protocol is asked for. jsii
checks the same at run time and names the mismatch.
"""

from __future__ import annotations

from typing import Any


def fits(value: object) -> Any:
    """Returns the value, to be passed where one of the library's protocols is asked for."""
    return value
