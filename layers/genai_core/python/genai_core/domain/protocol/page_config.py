"""The page's configuration in `/config.json`, on a laptop and on AWS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from genai_core.domain.protocol.description import OMITTED, Limits
from genai_core.domain.protocol.version import PROTOCOL_VERSION

Given = Annotated[str, Limits(least=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInProvider:
    """An identity provider at which users may sign in."""

    name: Annotated[Given, "Its name in the user pool."]
    label: Annotated[Given, "What its users call it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageConfig:
    """Addresses of the deployed system, read at run time, so that one build serves every deployment."""

    protocol: Annotated[int, "Version of the contract that the server speaks."] = PROTOCOL_VERSION
    region: Given
    api_url: Annotated[Given, "Of the REST API, with its stage."]
    websocket_url: Annotated[Given, "Of the WebSocket API, with its stage."]
    user_pool_id: Given
    client_id: Annotated[Given, "Of the pool's client for the page."]
    cognito_endpoint: Annotated[
        str, "Where sign-in is, if not at the region's public address: on a laptop.", OMITTED
    ] = ""
    demo_user: Annotated[str, "A user to offer on the sign-in form: on a laptop.", OMITTED] = ""
    sign_in_domain: Annotated[
        str, "Host of the user pool's own sign-in pages: where there are identity providers.", OMITTED
    ] = ""
    sign_in_providers: Annotated[
        tuple[SignInProvider, ...], "Identity providers that the page offers.", OMITTED
    ] = ()
