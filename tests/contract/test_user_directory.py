"""What every user directory does; Cognito's against the emulator."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

from genai_core.adapters.cognito.user_directory import CognitoUserDirectory
from genai_core.adapters.memory.user_directory import MemoryUserDirectory
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.identifiers import UserId
from genai_core.errors import QuorumError
from genai_core.ports.user_directory import UserDirectory
from genai_core.wrappers.cached_user_directory import CachedUserDirectory
from tests.contract.aws import Aws

ANN, BOB = "ann@quorum.example", "bob@quorum.example"
Known = tuple[UserDirectory, list[UserId]]


def add_user(cognito: Any, pool: str, address: str, *, name: str = "") -> UserId:
    user = cognito.admin_create_user(
        UserPoolId=pool,
        Username=name or address,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "email", "Value": address},
            # Bob has not proved that the address is his.
            {"Name": "email_verified", "Value": str(address == ANN).lower()},
        ],
    )["User"]
    return UserId(next(each["Value"] for each in user["Attributes"] if each["Name"] == "sub"))


@pytest.fixture(params=["memory", "cached", "cognito"])
def known(request: pytest.FixtureRequest) -> Known:
    """Returns a directory that knows Ann and Bob, and their ids."""
    if request.param != "cognito":
        ids = [UserId("1"), UserId("2")]
        directory = MemoryUserDirectory(dict(zip(ids, (ANN, BOB), strict=True)), unverified=ids[1:])
        return (
            directory if request.param == "memory" else CachedUserDirectory(directory, SystemClock())
        ), ids
    aws: Aws = request.getfixturevalue("aws")
    cognito = aws.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName=uuid.uuid4().hex, UsernameAttributes=["email"])["UserPool"]["Id"]
    ids = [add_user(cognito, pool, address) for address in (ANN, BOB)]
    return CognitoUserDirectory(cognito, pool), ids


def test_addresses_are_found_by_id_and_who_is_gone_is_left_out(known: Known) -> None:
    directory, (ann, bob) = known
    nobody = UserId(str(uuid.uuid4()))
    assert directory.addresses([bob, nobody, ann, bob]) == {ann: ANN, bob: BOB}
    assert directory.addresses([]) == {}
    assert directory.addresses([ann, bob], only_verified=True) == {ann: ANN}


def test_an_address_is_not_an_id(known: Known) -> None:
    directory, _ = known
    assert directory.addresses([UserId(ANN)]) == {}


def test_a_user_of_an_identity_provider_is_found_by_id(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cognito reads local users by their id, and those of providers only through its list."""
    cognito = aws.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName=uuid.uuid4().hex)["UserPool"]["Id"]
    ann = add_user(cognito, pool, ANN, name="Company_ann")
    add_user(cognito, pool, BOB, name="Company_bob")
    asked: list[str] = []

    def read(**request: str) -> Any:
        asked.append(request["Username"])
        raise ClientError({"Error": {"Code": "UserNotFoundException"}}, "AdminGetUser")

    # The emulator reads them by id all the same.
    monkeypatch.setattr(cognito, "admin_get_user", read)
    nobody = UserId(str(uuid.uuid4()))
    assert CognitoUserDirectory(cognito, pool).addresses([ann, nobody, UserId('" or "')]) == {ann: ANN}
    assert sorted(asked) == sorted([ann, nobody, '" or "'])


def test_a_pool_that_is_not_there_is_an_error_of_ours(aws: Aws) -> None:
    directory = CognitoUserDirectory(aws.client("cognito-idp"), "us-east-1_nobody")
    with pytest.raises(QuorumError):
        directory.addresses([UserId("1")])
