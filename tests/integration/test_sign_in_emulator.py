"""`quorum sign-in` against the emulator's user pool, and a deployment found by its stacks."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quorum_client import NotSignedIn, Quorum, Session
from quorum_client.deployments import from_stacks
from quorum_client.errors import WrongInput
from quorum_client.tokens import expiry
from tests.contract.aws import REGION, Aws
from tests.servers.cognito import code
from tests.servers.terminal import Terminal

CLI = Path(sys.executable).with_name("quorum")
EMAIL = "ada@example.org"
TEMPORARY, PASSWORD = "Temporary-horse-1", "Correct-horse-1"


@dataclass(frozen=True)
class Account:
    """A user of a pool of the emulator, and the session file that names the pool."""

    cognito: Any
    client_id: str
    file: Path

    def sign_in(self) -> Terminal:
        command = (CLI, "--session", self.file, "sign-in", "--email", EMAIL)
        return Terminal(*command, environment={"QUORUM_SESSION": str(self.file)})


@pytest.fixture
def account(aws: Aws, tmp_path: Path) -> Account:
    cognito = aws.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="people", MfaConfiguration="OPTIONAL")["UserPool"]["Id"]
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration="OPTIONAL"
    )
    flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    made = cognito.create_user_pool_client(UserPoolId=pool, ClientName="page", ExplicitAuthFlows=flows)
    client_id = made["UserPoolClient"]["ClientId"]
    cognito.admin_create_user(
        UserPoolId=pool, Username=EMAIL, TemporaryPassword=TEMPORARY, MessageAction="SUPPRESS"
    )
    session = Session(
        api_url="http://127.0.0.1:9",
        websocket_url="ws://127.0.0.1:9",
        user_pool_id=pool,
        client_id=client_id,
        region=REGION,
        username="",
        endpoint_url=aws.endpoint_url,
    )
    session.save(tmp_path / "session.json")
    return Account(cognito, client_id, tmp_path / "session.json")


def choose_password(account: Account) -> None:
    terminal = account.sign_in()
    terminal.type(TEMPORARY, after="Password:")
    terminal.type(PASSWORD, after="New password:")
    terminal.type(PASSWORD, after="The same again:")
    assert terminal.end() == 0, terminal.shown


def test_a_new_user_chooses_a_password_and_is_signed_in_until_signing_out(account: Account):
    choose_password(account)
    with Quorum.connect(account.file) as quorum:
        assert expiry(quorum.tokens.id_token()) > 0
    assert json.loads(account.file.with_name("tokens.json").read_text())["id_token"].count(".") == 2
    kept = Session.load(account.file)
    out = Terminal(CLI, "--session", account.file, "sign-out", environment={})
    assert out.end() == 0, out.shown
    with Quorum(kept) as quorum, pytest.raises(NotSignedIn, match="has ended"):
        quorum.tokens.id_token()


def test_a_code_of_the_app_is_asked_for_once_it_is_set_up(account: Account):
    choose_password(account)
    secret = set_up_app(account)
    terminal = account.sign_in()
    terminal.type(PASSWORD, after="Password:")
    terminal.type("000000" if code(secret) != "000000" else "000001", after="authenticator app:")
    terminal.type(code(secret), after="Try again.")
    assert terminal.end() == 0, terminal.shown


def set_up_app(account: Account) -> str:
    """Gives the user an authenticator app, as the account's owner does elsewhere; returns its secret."""
    parameters = {"USERNAME": EMAIL, "PASSWORD": PASSWORD}
    begun = account.cognito.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH", ClientId=account.client_id, AuthParameters=parameters
    )
    token = begun["AuthenticationResult"]["AccessToken"]
    secret: str = account.cognito.associate_software_token(AccessToken=token)["SecretCode"]
    account.cognito.verify_software_token(AccessToken=token, UserCode=code(secret))
    account.cognito.set_user_mfa_preference(
        AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
    )
    return secret


def test_an_environment_is_found_by_the_outputs_of_its_stacks(aws: Aws, monkeypatch: pytest.MonkeyPatch):
    for name, value in aws.environment().items():
        monkeypatch.setenv(name, value)
    chat = {"RestApiId": "r1", "RestApiStage": "api", "WebSocketApiId": "s1", "WebSocketApiStage": "live"}
    create_stack(aws, "quorum-trial-auth", {"UserPoolId": "pool", "ClientId": "client"})
    create_stack(aws, "quorum-trial-chat-api", chat)
    settings = from_stacks("trial")
    assert settings.api_url == f"https://r1.execute-api.{REGION}.amazonaws.com/api"
    assert settings.websocket_url == f"wss://s1.execute-api.{REGION}.amazonaws.com/live"
    assert (settings.user_pool_id, settings.client_id, settings.region) == ("pool", "client", REGION)
    with pytest.raises(WrongInput, match="'absent' cannot be read"):
        from_stacks("absent")


def create_stack(aws: Aws, name: str, outputs: dict[str, str]) -> None:
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {key: {"Value": value} for key, value in outputs.items()},
    }
    cloudformation = aws.client("cloudformation")
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
