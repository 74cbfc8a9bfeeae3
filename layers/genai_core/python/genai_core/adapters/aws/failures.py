"""Translate errors of AWS services into the core's errors, by a table of codes that a service may extend."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

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
from botocore.exceptions import ConnectionError as UnreachableError
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as SocketTimeoutError

from genai_core.errors import (
    Forbidden,
    InvalidInput,
    Misconfigured,
    Overloaded,
    QuorumError,
    Throttled,
    TimedOut,
)

KINDS: Mapping[str, type[QuorumError]] = {
    "AccessDeniedException": Misconfigured,
    "ExpiredTokenException": Misconfigured,
    "ForbiddenException": Misconfigured,
    "IncompleteSignatureException": Misconfigured,
    "InvalidSignatureException": Misconfigured,
    "LimitExceededException": Throttled,
    "MissingAuthenticationTokenException": Misconfigured,
    "ModelTimeoutException": TimedOut,
    "ProvisionedThroughputExceededException": Throttled,
    "RequestLimitExceeded": Throttled,
    "ResourceNotFoundException": Misconfigured,
    "ServiceQuotaExceededException": Throttled,
    "SlowDown": Throttled,
    "Throttling": Throttled,
    "ThrottlingException": Throttled,
    "TooManyRequests": Throttled,
    "TooManyRequestsException": Throttled,
    "UnrecognizedClientException": Misconfigured,
}
"""Error by code, for every service; an unlisted code is Overloaded: the service failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """The errors of one service.

    Attributes:
        operator: Remedy for the operator, for Misconfigured and Forbidden.
        asker: Remedy for the caller, for InvalidInput.
        kinds: Errors by this service's own codes, which precede the table.
        retry_after_s: Wait after throttling, unless the service gives one.
    """

    operator: str
    asker: str = ""
    kinds: Mapping[str, type[QuorumError]] = field(default_factory=dict[str, type[QuorumError]])
    retry_after_s: float | None = None

    def error(self, failed: ClientError, subject: str) -> QuorumError:
        """Returns the core's error for an error of the service, before a stream or inside it.

        Args:
            subject: Name of the called resource for the message, as `the model 'm'`.
        """
        code = code_of(failed)
        message = f"{subject} says {code}: {message_of(failed)}"
        kind = self.kind(failed)
        if kind is Throttled:
            return Throttled(message, retry_after_s=_retry_after_s(failed) or self.retry_after_s)
        if kind is Overloaded:
            return Overloaded(message, retry_after_s=_retry_after_s(failed))
        remedies: dict[type[QuorumError], str] = {
            Forbidden: self.operator,
            InvalidInput: self.asker,
            Misconfigured: self.operator,
        }
        return kind(message, remedy=remedies.get(kind, ""))

    def kind(self, failed: ClientError) -> type[QuorumError]:
        """Returns the class of the core's error."""
        code = code_of(failed)
        return self.kinds.get(code) or KINDS.get(code, Overloaded)

    @contextmanager
    def translated(self, subject: str) -> Generator[None]:
        """Translates the errors of a call and of its stream."""
        try:
            yield
        except ClientError as error:
            raise self.error(error, subject) from error
        except (ReadTimeoutError, ConnectTimeoutError, SocketTimeoutError) as error:
            raise TimedOut(f"{subject} did not respond in time") from error
        except (NoCredentialsError, NoRegionError, ParamValidationError) as error:
            raise Misconfigured(f"{subject} cannot be called: {error}", remedy=self.operator) from error
        except UnreachableError as error:
            raise Overloaded(f"{subject} cannot be reached: {error}") from error
        except (BotoCoreError, HTTPError) as error:
            raise Overloaded(f"{subject} ended the connection: {error}") from error
        except (ParserError, ValueError) as error:
            raise Overloaded(f"{subject} sent a damaged stream: {error}") from error


def code_of(failed: ClientError) -> str:
    """Returns the code of an error; inside a stream the codes begin with a lower-case letter."""
    code = str(failed.response.get("Error", {}).get("Code", ""))
    return code[:1].upper() + code[1:]


def message_of(failed: ClientError) -> str:
    """Returns the service's message."""
    return str(failed.response.get("Error", {}).get("Message", ""))


def _retry_after_s(failed: ClientError) -> float | None:
    headers = failed.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    value = str(headers.get("retry-after", ""))
    return float(value) if value.isdigit() else None
