"""Errors of the client, each with the exit status the command line ends with.

ClientError (1)
├── NotSignedIn (3)        sign in again, or start Quorum
├── QuorumUnreachable (4)  the server cannot be reached; the call may be repeated
├── ServerRefused (5)      the server refused, and said why
├── Unreadable (6)         the server speaks another version of the contract
└── WrongInput (2)         the input is not valid
"""

from __future__ import annotations


class ClientError(Exception):
    """A failure in one sentence, and what to do about it in another."""

    exit_status = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{message}. {remedy}".rstrip(". ") + "." if remedy else message)
        self.message = message
        self.remedy = remedy


class WrongInput(ClientError):
    exit_status = 2


class Unreadable(ClientError):
    exit_status = 6


class NotSignedIn(ClientError):
    exit_status = 3


class QuorumUnreachable(ClientError):
    exit_status = 4


class ServerRefused(ClientError):
    """The server answered with an error.

    Attributes:
        status: HTTP status; 0 if the error came as a frame.
        code: The error's class at the server, for example `NotFound`.
        request_id: Identifies the call in the server's log.
        retry_after_s: Seconds after which a repetition may succeed; None if it will not.
    """

    exit_status = 5

    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        status: int = 0,
        code: str = "",
        request_id: str = "",
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status
        self.code = code
        self.request_id = request_id
        self.retry_after_s = retry_after_s
