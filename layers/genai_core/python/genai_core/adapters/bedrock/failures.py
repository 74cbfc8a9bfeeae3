"""Translate Bedrock's errors into the core's errors."""

from __future__ import annotations

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of, message_of
from genai_core.domain.generation.models import TOO_LARGE
from genai_core.errors import InvalidInput, Misconfigured, QuorumError

_WRONG_MODEL = ("model identifier", "on-demand throughput", "inference profile", "guardrail identifier")
"""A validation error with one of these phrases is about the deployment, not about the question."""


class _BedrockFailures(Failures):
    def kind(self, failed: ClientError) -> type[QuorumError]:
        if code_of(failed) == "ValidationException":
            names_model = any(word in message_of(failed).lower() for word in _WRONG_MODEL)
            return Misconfigured if names_model else InvalidInput
        return super().kind(failed)


BEDROCK = _BedrockFailures(
    operator="Check the model's target in config.json, and that model access is granted in this region.",
    asker=TOO_LARGE,
)
