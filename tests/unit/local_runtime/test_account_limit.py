"""The emulator refuses calls beyond an account's limit as AWS does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from local_runtime.servers.account_limit import ERROR, LONGEST_WAIT_S, throttle_as_aws

NOTICE = {"Records": [{"EventSource": "aws:sns"}]}
QUEUED = {"Records": [{"eventSource": "aws:sqs"}]}


class Functions(SimpleNamespace):
    """MiniStack's module, whose account is full for the first calls."""

    def __init__(self, full_for: int) -> None:
        super().__init__(calls=0)
        self._throttle_response = lambda **_: {"throttle": True, "error": True, "body": {"message": "full"}}

        def execute(_: Any, event: Any) -> dict[str, Any]:
            self.calls += 1
            return self._throttle_response() if self.calls <= full_for else {"body": event}

        self._execute_function = execute


def test_a_refusal_has_the_name_that_step_functions_retries() -> None:
    functions = Functions(full_for=9)
    throttle_as_aws(functions)
    refused = functions._execute_function(None, QUEUED)
    assert (refused["body"]["errorType"], functions.calls) == (ERROR, 1)


def test_a_notice_is_tried_again_until_a_function_is_free() -> None:
    functions, waited = Functions(full_for=12), list[float]()
    throttle_as_aws(functions, sleep=waited.append)
    assert functions._execute_function(None, NOTICE) == {"body": NOTICE}
    assert waited[:3] == [1, 2, 4]
    assert max(waited) == LONGEST_WAIT_S
