"""How users sign in, as given in `sign_in`: with a password, or at identity providers of their company."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdk_app.config.section import Section

AttributeName = Annotated[str, Field(pattern='^[^\\s"\\\\]{1,256}$')]


class OidcConfig(Section):
    """An application registered at an OpenID Connect provider, with the callback address of the guide."""

    issuer: str = Field(
        pattern="^https://[^\\s?#]+[^\\s?#/]$",
        description="Its issuer, without a slash at the end; Cognito reads "
        "`/.well-known/openid-configuration` below it.",
    )
    client_id: str = Field(pattern="^\\S{1,255}$", description="The application's id.")
    secret: str = Field(
        pattern="^[A-Za-z0-9/_+=.@-]{1,512}$",
        description="Name of the secret in Secrets Manager whose text is the application's client secret.",
    )
    scopes: tuple[str, ...] = Field(
        default=("openid", "email", "profile"), min_length=1, description="What is asked of it."
    )


class SamlConfig(Section):
    """A SAML 2.0 provider: either `metadata_url` or `metadata_file`."""

    metadata_url: str | None = Field(
        default=None, pattern="^https://\\S+$", description="Address of its metadata, which Cognito reads."
    )
    metadata_file: str | None = Field(
        default=None, min_length=1, description="File with its metadata; relative to the repository."
    )


class AttributesConfig(Section):
    """Names of the provider's attributes."""

    email: AttributeName = Field(default="email", description="The attribute with the e-mail address.")
    email_verified: AttributeName | None = Field(
        default=None,
        description="The attribute that is `true` if the provider has verified the address; invitations by "
        "e-mail reach nobody without it. Left out: `email_verified` of OIDC, none of SAML.",
    )


class ProviderConfig(Section):
    """An identity provider: either `oidc` or `saml`."""

    name: str = Field(
        pattern="^[A-Za-z][A-Za-z0-9-]{2,31}$",
        description="Its name at Cognito: 3 to 32 letters, digits and hyphens, first a letter. Another name "
        "makes other users.",
    )
    label: str = Field(min_length=1, max_length=60, description="What the page's button calls it.")
    oidc: OidcConfig | None = None
    saml: SamlConfig | None = None
    attributes: AttributesConfig = AttributesConfig()


class SignInConfig(Section):
    """How users sign in, and when they must again."""

    mfa: Literal["off", "optional", "required"] = Field(
        default="optional",
        description="Whether a second factor, an authenticator app, is asked of users with a password.",
    )
    token_minutes: int = Field(
        default=15,
        ge=5,
        le=60,
        description="How long a token is good; after a sign-out elsewhere it still works for so long.",
    )
    session_days: int = Field(default=30, ge=1, le=365, description="After so long users sign in again.")
    providers: tuple[ProviderConfig, ...] = Field(
        default=(), max_length=10, description="Identity providers at which users may sign in."
    )
