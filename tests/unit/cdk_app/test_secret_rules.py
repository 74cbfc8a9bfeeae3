"""A secret in config.json is refused before anything is deployed, and is not repeated whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_core.errors import Misconfigured
from tests.unit.cdk_app.test_config import MODEL, SERVER, changed, read

# Put together here, so that a scan of the files does not take them for real ones.
SECRETS = {
    "AWS": "AK" + "IAQQQQZYXWVUTSRQPO",
    "OpenAI": "sk" + "-proj-0123456789abcdefghijklmn",
    "Hugging Face": "hf" + "_0123456789abcdefghijklmn",
    "GitHub": "gh" + "p_0123456789abcdefghijklmnopqrstuvwx",
    "Google": "AI" + "zaSyA0123456789abcdefghijklmnopqrstuv",
}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_key_is_refused_wherever_it_stands(tmp_path: Path, kind: str) -> None:
    server = {**SERVER, "api_key_secret": SECRETS[kind]}
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, changed(models=[MODEL, server]))
    assert "models[1].api_key_secret" in str(caught.value)
    assert kind in caught.value.remedy
    assert "Secrets Manager" in caught.value.remedy
    assert SECRETS[kind] not in str(caught.value) + caught.value.remedy


def test_a_password_in_an_address_is_refused(tmp_path: Path) -> None:
    server = {**SERVER, "endpoint": "https://user:hunter2@models.example.org/v1"}
    with pytest.raises(Misconfigured, match="endpoint") as caught:
        read(tmp_path, changed(models=[MODEL, server]))
    assert "a password in an address" in caught.value.remedy
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["quorum/openai", "sk-short", "https://models.example.org:8443/v1", "hf_token", "AKIA"]
)
def test_the_name_of_a_secret_and_an_address_with_a_port_are_right(tmp_path: Path, name: str) -> None:
    field = "endpoint" if "://" in name else "api_key_secret"
    assert read(tmp_path, changed(models=[MODEL, {**SERVER, field: name}])).models[1]
