"""Builds the source of API keys."""

from __future__ import annotations

from functools import cache

from genai_core.ports.secret_source import SecretSource
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock


@cache
def secret_source() -> SecretSource:
    """Returns the source of secrets."""
    from genai_core.adapters.secretsmanager.secret_source import SecretsManagerSecretSource

    return SecretsManagerSecretSource(aws_client("secretsmanager"), clock())
