"""The page's `config.json`, in the form of the contract, and the origins that it connects to."""

from __future__ import annotations

from typing import Any

from aws_cdk import Stack

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.federation import sign_in_host
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.page_config import PageConfig, SignInProvider
from stacks.auth import AuthStack
from stacks.chat_api import ChatApiStack
from stacks.storage import StorageStack


def page_config(config: EnvironmentConfig, chat: ChatApiStack, auth: AuthStack) -> dict[str, Any]:
    """Returns `/config.json`, with ids that are known only after deployment."""
    rest, socket = _apis(chat)
    page = PageConfig(
        region=Stack.of(chat).region,
        api_url=f"https://{rest}/{chat.rest.stage_name}",
        websocket_url=f"wss://{socket}/{chat.socket.stage_name}",
        user_pool_id=auth.pool.user_pool_id,
        client_id=auth.client_id,
        sign_in_domain=sign_in_host(config),
        sign_in_providers=tuple(
            SignInProvider(name=provider.name, label=provider.label) for provider in config.sign_in.providers
        ),
    )
    return to_json(page)


def page_hosts(
    config: EnvironmentConfig, chat: ChatApiStack, auth: AuthStack, storage: StorageStack
) -> tuple[str, ...]:
    """Returns the origins that the page connects to: both APIs, the pool and its domain, the documents."""
    rest, socket = _apis(chat)
    pool = f"cognito-idp.{Stack.of(auth).region}.amazonaws.com"
    bucket = storage.bucket.bucket_regional_domain_name
    domain = sign_in_host(config)
    federated = (f"https://{domain}",) if domain else ()
    return (f"https://{rest}", f"wss://{socket}", f"https://{pool}", *federated, f"https://{bucket}")


def _apis(chat: ChatApiStack) -> tuple[str, str]:
    host = f"execute-api.{Stack.of(chat).region}.amazonaws.com"
    return f"{chat.rest.api.rest_api_id}.{host}", f"{chat.socket.api.api_id}.{host}"
