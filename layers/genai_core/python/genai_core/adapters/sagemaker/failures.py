"""SageMaker's errors in our words."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from botocore.eventstream import ParserError
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    ReadTimeoutError,
)
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as SocketTimeoutError

from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, Throttled, TimedOut

_REMEDY = "Check the model's target in config.json, and that the endpoint is in service."
_MISCONFIGURED = {
    "AccessDeniedException",
    "ExpiredTokenException",
    "InvalidSignatureException",
    "UnrecognizedClientException",
    "ValidationError",
    "ValidationException",
}
"""The service validates the endpoint's name only; the request itself is the container's business."""
_REQUEST_IS_WRONG = (400, 413, 422)


@contextmanager
def in_our_words(endpoint: str) -> Generator[None]:
    """Translates whatever a call or its stream raises."""
    try:
        yield
    except ClientError as error:
        raise translated(error, endpoint) from error
    except (ReadTimeoutError, ConnectTimeoutError, SocketTimeoutError) as error:
        raise TimedOut(f"the endpoint {endpoint!r} sent nothing in time") from error
    except (NoCredentialsError, NoRegionError, ParamValidationError) as error:
        raise Misconfigured(f"the endpoint {endpoint!r} cannot be called: {error}", remedy=_REMEDY) from error
    except (BotoCoreError, HTTPError) as error:
        raise Overloaded(f"the endpoint {endpoint!r} broke off: {error}") from error
    except (ParserError, ValueError) as error:
        raise Overloaded(f"the endpoint {endpoint!r} sends a damaged stream: {error}") from error


def translated(error: ClientError, endpoint: str) -> QuorumError:
    """Returns our error for one of the service, or for one of the container that it passes on."""
    response = cast("dict[str, Any]", error.response)
    code = str(response.get("Error", {}).get("Code", ""))
    said = f"the endpoint {endpoint!r} says {code}: {response.get('Error', {}).get('Message', '')}"
    if code == "ModelError":
        return _container_error(int(response.get("OriginalStatusCode") or 500), said)
    if code in ("ThrottlingException", "Throttling", "TooManyRequestsException"):
        return Throttled(said)
    if code in _MISCONFIGURED:
        return Misconfigured(said, remedy=_REMEDY)
    return Overloaded(said)


def _container_error(status: int, said: str) -> QuorumError:
    if status == 429:
        return Throttled(said)
    if status in _REQUEST_IS_WRONG:
        return InvalidInput(said, remedy="Ask less, or check the model's limits in config.json.")
    return Overloaded(said)
