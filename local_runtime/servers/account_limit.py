"""Throttles calls of functions as an AWS account with a small quota of concurrent executions does.

Benchmarks set QUORUM_FUNCTIONS_AT_ONCE, as a new account's quota of 10. MiniStack counts and refuses; what
refused callers see and do is added here: Step Functions names the error, and events that were accepted
asynchronously are tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

VARIABLE = "QUORUM_FUNCTIONS_AT_ONCE"
ERROR = "Lambda.TooManyRequestsException"
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0
KEPT_S = 6 * 3600.0


def throttle_as_aws(functions: Any, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Changes MiniStack's module `lambda_svc`."""
    refuse, execute = functions._throttle_response, functions._execute_function

    @wraps(refuse)
    def refuse_by_name(*arguments: Any, **options: Any) -> dict[str, Any]:
        refusal = refuse(*arguments, **options)
        body = {**refusal["body"], "errorType": ERROR, "errorMessage": "Rate Exceeded."}
        return {**refusal, "body": body}

    @wraps(execute)
    def execute_patiently(function: Any, event: Any) -> dict[str, Any]:
        result, waited, wait = execute(function, event), 0.0, FIRST_WAIT_S
        while result.get("throttle") and is_asynchronous(event) and waited < KEPT_S:
            sleep(wait)
            waited, wait = waited + wait, min(2 * wait, LONGEST_WAIT_S)
            result = execute(function, event)
        return result

    functions._throttle_response = refuse_by_name
    functions._execute_function = execute_patiently


def is_asynchronous(event: Any) -> bool:
    """Returns whether Lambda queues such an event by itself: those of SNS and of a schedule."""
    if not isinstance(event, Mapping):
        return False
    records = event.get("Records")
    first = records[0] if isinstance(records, list) and records else {}
    is_notice = isinstance(first, Mapping) and first.get("EventSource") == "aws:sns"
    return is_notice or event.get("source") == "aws.events"
