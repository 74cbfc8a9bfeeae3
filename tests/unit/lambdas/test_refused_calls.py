"""What the log keeps of a refused call: why, but none of the caller's own words."""

from __future__ import annotations

import pytest

from genai_core.errors import InvalidInput, NotFound, QuorumError, Unavailable
from lambdas.observed import log_refused
from tests.log_lines import log_lines
from tests.unit.lambdas.in_memory_backend import ANN, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NotFound("'salaries of Ann.pdf' holds no text", remedy="Upload a file with text in it."),
         "'…' holds no text. Upload a file with text in it."),
        (InvalidInput("""the tag "it's Ann's" and the tag 'b\\'s' are too long"""),
         "the tag '…' and the tag '…' are too long"),
        (InvalidInput("the workspace's owner isn't known"), "the workspace's owner isn't known"),
        (Unavailable("the model 'smollm2' does not answer"), "the model 'smollm2' does not answer"),
    ],
)  # fmt: skip
def test_the_reason_of_a_callers_mistake_is_logged_without_what_it_quotes(
    error: QuorumError, reason: str
) -> None:
    with log_lines() as lines:
        log_refused(error, step="extract_document")
    (line,) = lines()
    assert (line["message"], line["reason"], line["step"]) == ("refused", reason, "extract_document")
    assert line["error"] == type(error).__name__


def test_a_refused_request_leaves_no_word_of_it_in_the_log(backend: InMemoryBackend) -> None:
    secret = "the salary of Ann"
    with log_lines() as lines:
        body = {"workspace_id": SHARED, "query": "Why?", "mode": secret}
        status, problem, _ = call("POST", "/rag-query", body, user=ANN)
    assert (status, secret in problem["detail"]) == (400, True)
    (line,) = [line for line in lines() if line["message"] == "refused"]
    assert secret not in str(line)
