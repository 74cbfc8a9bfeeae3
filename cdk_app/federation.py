"""How users sign in, as configured, with the host over which those of identity providers do."""

from __future__ import annotations

from aws_cdk import Aws

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.sign_in import ProviderConfig
from cdk_app.config.sign_in_rules import REPOSITORY
from stacks.auth import SignIn
from stacks.constructs.identity_providers import Federation, IdentityProvider, OidcSource, SamlSource


def sign_in_host(config: EnvironmentConfig) -> str:
    """Returns the host of the sign-in domain; empty without providers."""
    if not config.sign_in.providers:
        return ""
    return f"{_domain_prefix(config)}.auth.{config.region or Aws.REGION}.amazoncognito.com"


def sign_in_values(config: EnvironmentConfig, *, page: str) -> SignIn:
    """Returns how users sign in.

    Args:
        page: Origin of the page, to which identity providers send users back.
    """
    sign_in = config.sign_in
    federation = Federation(
        domain_prefix=_domain_prefix(config),
        page=page,
        providers=[_provider(provider) for provider in sign_in.providers],
    )
    return SignIn(
        mfa=sign_in.mfa,
        token_minutes=sign_in.token_minutes,
        session_days=sign_in.session_days,
        federation=federation if sign_in.providers else None,
    )


def _domain_prefix(config: EnvironmentConfig) -> str:
    """All accounts of a region share one list of prefixes, so it names environment and account."""
    return f"quorum-{config.name}-{config.account or Aws.ACCOUNT_ID}"


def _provider(config: ProviderConfig) -> IdentityProvider:
    attributes = config.attributes
    return IdentityProvider(
        name=config.name,
        label=config.label,
        source=_source(config),
        email=attributes.email,
        # SAML has no usual name for it.
        email_verified=attributes.email_verified or ("email_verified" if config.oidc else ""),
    )


def _source(config: ProviderConfig) -> OidcSource | SamlSource:
    if oidc := config.oidc:
        return OidcSource(
            issuer=oidc.issuer, client_id=oidc.client_id, secret=oidc.secret, scopes=oidc.scopes
        )
    saml = config.saml
    assert saml  # noqa: S101 - the rules demand one of the two
    if saml.metadata_file:
        return SamlSource(metadata=(REPOSITORY / saml.metadata_file).read_text(encoding="utf-8"))
    return SamlSource(metadata_url=saml.metadata_url or "")
