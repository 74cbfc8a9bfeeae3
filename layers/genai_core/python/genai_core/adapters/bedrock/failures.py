"""Bedrock's errors in our words."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

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

_REMEDY = "Check the model's target in config.json, and that model access is granted in this region."
_THROTTLED = {"ThrottlingException", "TooManyRequestsException", "ServiceQuotaExceededException"}
_MISCONFIGURED = {
    "AccessDeniedException",
    "ExpiredTokenException",
    "InvalidSignatureException",
    "ResourceNotFoundException",
    "UnrecognizedClientException",
}
_WRONG_MODEL = ("model identifier", "on-demand throughput", "inference profile", "guardrail identifier")
"""A validation error that names one of these complains about the deployment, not about the question."""


@contextmanager
def in_our_words(model: str) -> Generator[None]:
    """Translates whatever a call or its stream raises."""
    try:
        yield
    except ClientError as error:
        raise translated(error, model) from error
    except (ReadTimeoutError, ConnectTimeoutError, SocketTimeoutError) as error:
        raise TimedOut(f"the model {model!r} sent nothing in time") from error
    except (NoCredentialsError, NoRegionError, ParamValidationError) as error:
        raise Misconfigured(f"the model {model!r} cannot be called: {error}", remedy=_REMEDY) from error
    except (BotoCoreError, HTTPError) as error:
        raise Overloaded(f"the model {model!r} broke off: {error}") from error
    except (ParserError, UnicodeDecodeError) as error:
        raise Overloaded(f"the model {model!r} sends a damaged stream: {error}") from error


def translated(error: ClientError, model: str) -> QuorumError:
    """Returns our error for one of the service, before the stream or inside it."""
    # Inside a stream the same names begin with a small letter.
    code = str(error.response.get("Error", {}).get("Code", ""))
    code = code[:1].upper() + code[1:]
    message = str(error.response.get("Error", {}).get("Message", ""))
    said = f"the model {model!r} says {code}: {message}"
    if code in _THROTTLED:
        return Throttled(said, retry_after_s=_retry_after_s(error))
    if code == "ModelTimeoutException":
        return TimedOut(said)
    if code == "ValidationException" and not any(word in message.lower() for word in _WRONG_MODEL):
        return InvalidInput(said, remedy="Ask less, or check the model's limits in config.json.")
    if code in _MISCONFIGURED or code == "ValidationException":
        return Misconfigured(said, remedy=_REMEDY)
    return Overloaded(said, retry_after_s=_retry_after_s(error))


def _retry_after_s(error: ClientError) -> float | None:
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    value = str(headers.get("retry-after", ""))
    return float(value) if value.isdigit() else None
