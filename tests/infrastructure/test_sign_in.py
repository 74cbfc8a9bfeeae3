"""How users sign in, as configured in `config.json`."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import App
from aws_cdk.assertions import Template

from cdk_app.config.sign_in import SignInConfig
from genai_core.domain.callers import GROUPS
from stacks.auth import AuthStack, SignIn


def made(sign_in: SignInConfig) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns the pool's and the client's properties."""
    template = template_of(sign_in)
    (pool,) = template.find_resources("AWS::Cognito::UserPool").values()
    (client,) = template.find_resources("AWS::Cognito::UserPoolClient").values()
    return pool["Properties"], client["Properties"]


def pool_groups() -> dict[str, Any]:
    """Returns the pool's groups by logical id."""
    return dict(template_of(SignInConfig()).find_resources("AWS::Cognito::UserPoolGroup"))


def template_of(sign_in: SignInConfig) -> Template:
    stack = AuthStack(
        App(),
        "Auth",
        retain=False,
        groups=GROUPS,
        keys_host=None,
        sign_in=SignIn(**sign_in.model_dump(exclude={"providers"})),
    )
    return Template.from_stack(stack)


def test_the_pool_has_each_group_and_the_first_keeps_the_id_that_it_was_deployed_under() -> None:
    """Under a new id an update would make the group a second time while the first has its name."""
    groups = {name: group["Properties"]["GroupName"] for name, group in pool_groups().items()}
    assert sorted(groups.values()) == ["admin", "user", "workspace_manager"]
    assert [name for name, group in groups.items() if group == "admin"] == ["UsersAdministrators4737BE01"]


def test_no_flow_that_nobody_uses_is_on() -> None:
    _, client = made(SignInConfig())
    assert client["AllowedOAuthFlowsUserPoolClient"] is False
    assert not {"AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs"} & set(client)
    assert sorted(client["ExplicitAuthFlows"]) == [
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
    ]
    assert client["EnableTokenRevocation"] is True


@pytest.mark.parametrize(("mfa", "state"), [("off", "OFF"), ("optional", "OPTIONAL"), ("required", "ON")])
def test_a_second_factor_and_the_end_of_a_session_are_as_configured(mfa: Any, state: str) -> None:
    pool, client = made(SignInConfig(mfa=mfa, token_minutes=5, session_days=1))
    assert pool["MfaConfiguration"] == state
    assert pool.get("EnabledMfas") == (None if mfa == "off" else ["SOFTWARE_TOKEN_MFA"])
    assert client["IdTokenValidity"] == client["AccessTokenValidity"] == 5
    assert client["RefreshTokenValidity"] == 24 * 60
