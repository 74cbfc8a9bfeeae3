"""One table of AWS failures: what a code means, and what a service adds to it."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, ReadTimeoutError

from genai_core.adapters.aws.failures import Failures
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, Throttled, TimedOut

PLAIN = Failures(operator="Deploy it.", asker="Ask less.")
STRICT = Failures(operator="", kinds={"ValidationException": InvalidInput}, retry_after_s=0.5)


def answer(code: str, **headers: str) -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": "no luck"},
        "ResponseMetadata": {"HTTPHeaders": {name.replace("_", "-"): text for name, text in headers.items()}},
    }
    return ClientError(response, "Call")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ThrottlingException", Throttled),
        ("throttlingException", Throttled),  # as inside a stream
        ("AccessDeniedException", Misconfigured),
        ("ModelTimeoutException", TimedOut),
        ("ValidationException", Overloaded),
        ("SomethingNew", Overloaded),
    ],
)
def test_a_code_means_the_same_in_every_service(code: str, kind: type[QuorumError]) -> None:
    failure = PLAIN.error(answer(code), "the table 't'")
    assert type(failure) is kind
    assert failure.message.startswith("the table 't' says ")
    assert failure.message.endswith("no luck")


def test_a_service_adds_codes_and_remedies_of_its_own() -> None:
    assert type(STRICT.error(answer("ValidationException"), "it")) is InvalidInput
    assert PLAIN.error(answer("AccessDeniedException"), "it").remedy == "Deploy it."


def test_the_services_own_wait_comes_before_ours() -> None:
    waits = [STRICT.error(answer("SlowDown", **headers), "it") for headers in ({"retry_after": "7"}, {})]
    assert [getattr(failure, "retry_after_s", None) for failure in waits] == [7.0, 0.5]


@pytest.mark.parametrize(
    ("raised", "kind", "words"),
    [
        (ReadTimeoutError(endpoint_url="u"), TimedOut, "did not respond in time"),
        (EndpointConnectionError(endpoint_url="u"), Overloaded, "cannot be reached"),
        (NoCredentialsError(), Misconfigured, "cannot be called"),
        (ValueError("half a message"), Overloaded, "damaged"),
    ],
    ids=str,
)
def test_an_answer_that_is_not_from_the_service_is_recognised(
    raised: Exception, kind: type[QuorumError], words: str
) -> None:
    with pytest.raises(kind, match=words) as caught, PLAIN.translated("the model 'm'"):
        raise raised
    assert type(caught.value) is kind


def test_other_errors_pass_unchanged() -> None:
    with pytest.raises(InvalidInput, match="ours"), PLAIN.translated("it"):
        raise InvalidInput("ours")
    with pytest.raises(KeyError), PLAIN.translated("it"):
        raise KeyError("a fault of ours")
