"""Checks the secrets of identity providers from this account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cdk_app.config.environment import EnvironmentConfig
from local_runtime.report import Finding
from tools.preflight.models import secret


def sign_in_findings(config: EnvironmentConfig, client: Callable[[str], Any]) -> Iterator[Finding]:
    """Yields a finding for each provider with a client secret, which the deployment reads."""
    for provider in config.sign_in.providers:
        if provider.oidc:
            yield secret(client("secretsmanager"), f"provider {provider.name}", provider.oidc.secret)
