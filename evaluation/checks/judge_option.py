"""The option `--judge`: a language model reads the claims in place of the verifier that ships."""

from __future__ import annotations

import argparse

from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.errors import InvalidInput
from genai_core.ports.claim_verifier import ClaimVerifier

PATIENCE_S = 70.0
"""A model on a laptop reads a long passage for many seconds."""


def add_judge_option(parser: argparse.ArgumentParser) -> None:
    """Adds `--judge MODEL@URL`."""
    parser.add_argument(
        "--judge",
        metavar="MODEL@URL",
        help="let a model of an OpenAI-compatible server read the claims: qwen@http://127.0.0.1:8081/v1",
    )


def judge_at(address: str | None) -> ClaimVerifier | None:
    """Returns the model of `MODEL@URL` as a verifier of claims, None for None; the URL includes /v1.

    Raises:
        InvalidInput: The address has another form.
    """
    if address is None:
        return None
    model, _, endpoint = address.partition("@")
    if not model or not endpoint.startswith(("http://", "https://")):
        raise InvalidInput(
            f"{address!r} does not name a model and its server",
            remedy="Write it as qwen@http://127.0.0.1:8081/v1.",
        )
    from genai_core.wiring.models import judge_of_claims  # noqa: PLC0415 - imports urllib3

    return judge_of_claims(
        ModelSpec(
            model_id=ModelId("judge"),
            family="judge",
            provider="openai",
            target=model,
            endpoint=endpoint,
            role="judge",
            first_token_timeout_s=PATIENCE_S,
        )
    )
