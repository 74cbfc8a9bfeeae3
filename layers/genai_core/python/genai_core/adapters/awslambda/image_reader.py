"""Read images with the function `recognize_image`, which has the packages for text recognition."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from genai_core.adapters.aws.failures import Failures
from genai_core.errors import Overloaded, error_named

_FAILURES = Failures(operator="Grant this function `images:recognize` in the catalogue.")


class LambdaImageReader:
    """Calls the function and waits for the text.

    Args:
        client: A `lambda` client, whose read timeout is longer than the function's time limit.
        function: Name or ARN of `recognize_image`.
    """

    def __init__(self, client: Any, function: str) -> None:
        self._client, self._function = client, function

    def read(self, body: bytes) -> str:
        payload = json.dumps({"image": b64encode(body).decode()}).encode()
        with _FAILURES.translated("the text recognition"):
            reply = self._client.invoke(FunctionName=self._function, Payload=payload)
            result: dict[str, Any] = json.loads(reply["Payload"].read())
        if "FunctionError" in reply:
            # An error of the runtime itself, as a function out of time or memory, has no class of ours.
            name, message = str(result.get("errorType", "")), str(result.get("errorMessage", ""))
            raise error_named(name, message) or Overloaded(f"the text recognition failed: {message or name}")
        return str(result["text"])
