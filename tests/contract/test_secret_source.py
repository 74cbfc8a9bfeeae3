"""What every secret source does."""

from __future__ import annotations

import json

import pytest

from genai_core.adapters.memory.secret_source import MemorySecretSource
from genai_core.adapters.secretsmanager.secret_source import KEPT_S, SecretsManagerSecretSource
from genai_core.errors import Misconfigured
from genai_core.ports.secret_source import SecretSource
from tests.contract.aws import Aws
from tests.contract.clocks import SetClock

NAME, VALUE = "quorum/test-key", "sk-very-secret"


def _store(aws: Aws, value: str) -> None:
    client = aws.client("secretsmanager")
    try:
        client.create_secret(Name=NAME, SecretString=value)
    except client.exceptions.ResourceExistsException:
        client.put_secret_value(SecretId=NAME, SecretString=value)


@pytest.fixture(params=["memory", "secretsmanager"])
def source(request: pytest.FixtureRequest) -> SecretSource:
    if request.param == "memory":
        return MemorySecretSource({NAME: VALUE})
    aws = request.getfixturevalue("aws")
    _store(aws, VALUE)
    return SecretsManagerSecretSource(aws.client("secretsmanager"), SetClock())


def test_a_secret_is_read_by_name(source: SecretSource) -> None:
    assert source.read(NAME).reveal() == VALUE


def test_a_secret_does_not_show_itself(source: SecretSource) -> None:
    secret = source.read(NAME)
    assert VALUE not in f"{secret} {secret!r}"
    with pytest.raises(TypeError):
        json.dumps(secret)


def test_an_absent_secret_is_named(source: SecretSource) -> None:
    with pytest.raises(Misconfigured, match="'quorum/absent'"):
        source.read("quorum/absent")


def test_a_rotated_secret_is_read_again_after_a_while(aws: Aws) -> None:
    _store(aws, "old")
    clock = SetClock()
    source = SecretsManagerSecretSource(aws.client("secretsmanager"), clock)
    assert source.read(NAME).reveal() == "old"
    _store(aws, "new")
    assert source.read(NAME).reveal() == "old"
    clock.pass_by(KEPT_S + 1)
    assert source.read(NAME).reveal() == "new"
