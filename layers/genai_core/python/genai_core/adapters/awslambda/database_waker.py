"""Wake the database by a search whose result is not awaited."""

from __future__ import annotations

import json
from typing import Any

from genai_core.adapters.aws.failures import Failures

_FAILURES = Failures(operator="Grant this function `database:wake` in the catalogue.", retry_after_s=0.5)
_SEARCH = {"workspace_id": "none", "reader": "nobody", "text": "wake", "depth": 1}
"""Finds nothing, because there is no such workspace or user."""


class LambdaDatabaseWaker:
    """Calls a function that searches the database, in a network that this function has no access to.

    Args:
        client: A `lambda` client.
        function: Name or ARN of `search_lexical`.
    """

    def __init__(self, client: Any, function: str) -> None:
        self._client, self._function = client, function

    def wake(self) -> None:
        with _FAILURES.translated("waking the database"):
            self._client.invoke(
                FunctionName=self._function, InvocationType="Event", Payload=json.dumps(_SEARCH).encode()
            )
