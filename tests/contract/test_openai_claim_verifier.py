"""What a judge of claims behind an OpenAI-compatible server does besides the contract."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import urllib3

from genai_core.adapters.openai.claim_verifier import OpenAiClaimVerifier, read_opinion
from genai_core.errors import Misconfigured, Overloaded, QuorumError, TimedOut, Unavailable
from genai_core.ports.secret_source import Secret
from tests.contract.language_models import spec
from tests.servers.loopback import LoopbackServer
from tests.servers.scripted_judge import scripted_judge

CLAIM, PASSAGE = "The lift is inspected yearly.", "Every year in May the lift is inspected yearly."


@pytest.fixture(scope="module")
def judge() -> Iterator[LoopbackServer]:
    with scripted_judge() as server:
        yield server


def verifier(judge: LoopbackServer, pool: urllib3.PoolManager, model: str) -> OpenAiClaimVerifier:
    row = spec(
        "openai", model, endpoint=f"{judge.address}/v1", first_token_timeout_s=0.5, context_tokens=1024
    )
    return OpenAiClaimVerifier(row, pool=pool, read_key=lambda: Secret("k"))


def test_the_passage_comes_first_and_one_token_is_asked_with_alternatives(
    judge: LoopbackServer, pool: urllib3.PoolManager
) -> None:
    judge.calls.clear()
    pairs = [(CLAIM, PASSAGE), ("A", "Other text."), ("It is green.", PASSAGE), (CLAIM, PASSAGE)]
    verifier(judge, pool, "words").verify(pairs)
    asked = [call.request["messages"][-1]["content"] for call in judge.calls]
    assert len(asked) == 3, "a pair is asked once"
    assert [text.startswith(f"Passage:\n{PASSAGE}") for text in asked] == [True, True, False]
    assert [judge.calls[0].request[key] for key in ("max_tokens", "logprobs", "top_logprobs")] == [
        1,
        True,
        20,
    ]
    assert judge.calls[0].authorization == "Bearer k"


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("mute", Misconfigured),
        ("stranger", Misconfigured),
        ("busy", Overloaded),
        ("silent", TimedOut),
        ("strict", Unavailable),
        ("filter", Unavailable),
    ],
)
def test_failures_are_the_ports_own(
    judge: LoopbackServer, pool: urllib3.PoolManager, model: str, error: type[QuorumError]
) -> None:
    began = time.monotonic()
    with pytest.raises(error):
        verifier(judge, pool, model).verify([(CLAIM, PASSAGE)])
    assert time.monotonic() - began < 5


def test_a_server_that_is_gone_is_unavailable(pool: urllib3.PoolManager) -> None:
    row = spec("openai", "words", endpoint="http://127.0.0.1:9/v1")
    with pytest.raises(Unavailable, match="cannot be reached"):
        OpenAiClaimVerifier(row, pool=pool).verify([(CLAIM, PASSAGE)])


def test_a_model_that_says_neither_has_no_opinion(judge: LoopbackServer, pool: urllib3.PoolManager) -> None:
    assert verifier(judge, pool, "chatty").verify([(CLAIM, PASSAGE)]) == [0.5]


def test_long_evidence_is_cut_and_the_question_still_stands(
    judge: LoopbackServer, pool: urllib3.PoolManager
) -> None:
    judge.calls.clear()
    (probability,) = verifier(judge, pool, "words").verify([(CLAIM, PASSAGE + " More." * 5000)])
    asked = judge.calls[0].request["messages"][-1]["content"]
    assert probability > 0.5
    assert len(asked) < 2048
    assert asked.endswith("Answer Yes or No.")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"logprobs": null}]}']
)
def test_a_reply_without_probabilities_is_refused(body: bytes) -> None:
    with pytest.raises(Misconfigured, match="log-probabilities"):
        read_opinion(body, "http://x/v1")
