"""Refuses keys and tokens in config.json: the file is under version control, and its values are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cdk_app.config.environment import EnvironmentConfig

FORMS = {
    "a key of AWS": r"\b(AKIA|ASIA)[A-Z0-9]{16}\b",
    "a key of OpenAI or Anthropic": r"\bsk-[A-Za-z0-9_-]{20,}",
    "a token of Hugging Face": r"\bhf_[A-Za-z0-9]{20,}",
    "a token of GitHub": r"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}",
    "a key of Google": r"\bAIza[A-Za-z0-9_-]{35}",
    "a client secret of Google": r"\bGOCSPX-[A-Za-z0-9_-]{20,}",
    "a client secret of Microsoft Entra": r"\b[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{31,}",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a password in an address": r"^[a-z][a-z0-9+.-]*://[^/\s:@]*:[^/\s@]+@",
}
_REMEDY = "Keep {0} in Secrets Manager, and name the secret here (api_key_secret, secret or token_secret)."


def secret_problems(config: EnvironmentConfig) -> Iterator[tuple[str, str, str]]:
    """Yields texts that look like a secret; only their first characters are shown."""
    for path, text in _texts(config.model_dump(mode="json"), ""):
        for kind, form in FORMS.items():
            if re.search(form, text):
                yield path, f"{text[:8]}...", _REMEDY.format(kind)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value
