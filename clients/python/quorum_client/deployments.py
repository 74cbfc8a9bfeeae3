"""Finds a deployment's addresses: from its page, from its stacks, or from an earlier session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from quorum_client.errors import QuorumUnreachable, WrongInput
from quorum_client.session import Session

_NEEDED = ("region", "api_url", "websocket_url", "user_pool_id", "client_id")


def from_page(address: str) -> Session:
    """Reads what the page reads at its start; the user is still empty.

    Args:
        address: The page's address, or that of its `config.json`.

    Raises:
        QuorumUnreachable: Nothing answers there. WrongInput: It is not a page of Quorum.
    """
    url = address.rstrip("/").removesuffix("/config.json") + "/config.json"
    try:
        # A page on this machine is never behind the proxy that the shell may name for the internet.
        direct = httpx.URL(url).host in ("127.0.0.1", "localhost", "::1")
        response = httpx.get(url, follow_redirects=True, timeout=30.0, trust_env=not direct)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise QuorumUnreachable(f"{url} does not answer ({error})", remedy="Check the address.") from error
    try:
        config = response.json() if response.is_success else None
    except ValueError:
        config = None
    if not isinstance(config, dict) or not all(config.get(name) for name in _NEEDED):
        raise WrongInput(f"{url} is not the configuration of a Quorum page", remedy="Check the address.")
    values: Mapping[str, Any] = config
    named = {name: str(values[name]) for name in _NEEDED}
    return Session(
        **named,
        username="",
        endpoint_url=str(values.get("cognito_endpoint") or ""),
        providers=", ".join(str(each["label"]) for each in values.get("sign_in_providers") or ()),
    )


def from_stacks(environment: str) -> Session:
    """Reads the outputs of the environment's stacks, with the shell's AWS credentials.

    Returns:
        A session whose user is still empty.

    Raises:
        WrongInput: boto3 is not installed, there are no credentials, or no such stacks.
    """
    try:
        import boto3  # noqa: PLC0415 - an extra
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415
    except ImportError:
        raise WrongInput(
            "--environment reads CloudFormation stacks and needs boto3",
            remedy="Install quorum-client[aws], or name the page with --config-url",
        ) from None
    try:
        aws = boto3.client("cloudformation")
        auth, chat = (_outputs(aws, f"quorum-{environment}-{name}") for name in ("auth", "chat-api"))
        return _from_outputs(auth, chat, str(aws.meta.region_name))
    except (BotoCoreError, ClientError, KeyError) as error:
        raise WrongInput(
            f"the stacks of {environment!r} cannot be read ({error})",
            remedy="Check the AWS credentials and region, or name the page with --config-url",
        ) from None


def _from_outputs(auth: Mapping[str, str], chat: Mapping[str, str], region: str) -> Session:
    host = f"execute-api.{region}.amazonaws.com"
    return Session(
        api_url=f"https://{chat['RestApiId']}.{host}/{chat['RestApiStage']}",
        websocket_url=f"wss://{chat['WebSocketApiId']}.{host}/{chat['WebSocketApiStage']}",
        user_pool_id=auth["UserPoolId"],
        client_id=auth["ClientId"],
        region=region,
        username="",
        providers=auth.get("SignInProviders", ""),
    )


def of_session(session: Session) -> Session:
    """Returns the deployment of a session, without its user and secrets."""
    return replace(session, password="", refresh_token="", workspace_id="", file="")


def _outputs(aws: Any, stack: str) -> dict[str, str]:
    (described,) = aws.describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
