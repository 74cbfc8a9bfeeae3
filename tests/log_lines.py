"""The structured lines that functions write into the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from lambdas.observed import logger

Lines = Callable[[], list[dict[str, Any]]]


@contextmanager
def log_lines() -> Generator[Lines]:
    """Yields a function that returns what this process has logged since then, in the deployed form."""
    stream = io.StringIO()
    (formatter,) = {handler.formatter for handler in logger.handlers}
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    plain = logging.getLogger("quorum")
    plain.addHandler(handler)
    try:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    finally:
        plain.removeHandler(handler)
