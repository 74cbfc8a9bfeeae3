"""Rules about the identity providers of `sign_in.providers`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.problems import Problem
from cdk_app.config.sign_in import ProviderConfig, SamlConfig

REPOSITORY = Path(__file__).resolve().parents[2]
# Cognito has providers of its own by these names, and keeps the last for the pool itself.
_TAKEN = ("facebook", "google", "loginwithamazon", "signinwithapple", "cognito")
_NOT_IN_A_DOMAIN = ("aws", "amazon", "cognito")
_LONGEST_METADATA = 100_000


def sign_in_problems(config: EnvironmentConfig) -> Iterator[Problem]:
    """Yields the problems of `sign_in.providers`: path, value and remedy."""
    providers = config.sign_in.providers
    if not providers:
        return
    yield from _environment(config)
    names = [provider.name.lower() for provider in providers]
    for index, provider in enumerate(providers):
        path = f"sign_in.providers[{index}]"
        if names.index(provider.name.lower()) != index:
            yield f"{path}.name", provider.name, "Each provider needs a name of its own."
        if provider.name.lower() in _TAKEN:
            yield f"{path}.name", provider.name, "Cognito reserves it: choose another, such as Company."
        yield from _kind(path, provider)


def _environment(config: EnvironmentConfig) -> Iterator[Problem]:
    if not config.web:
        yield "web", None, "Providers send users back to the page: add web, or leave sign_in.providers out."
    for word in _NOT_IN_A_DOMAIN:
        if word in config.name:
            remedy = (
                f"The sign-in domain has the environment's name, and may not contain {word!r}: rename it."
            )
            yield "sign_in.providers", f"used in the environment {config.name!r}", remedy


def _kind(path: str, provider: ProviderConfig) -> Iterator[Problem]:
    if bool(provider.oidc) == bool(provider.saml):
        value = "both oidc and saml" if provider.oidc else "neither oidc nor saml"
        yield path, value, "Give one of the two."
    if provider.oidc and "openid" not in provider.oidc.scopes:
        yield f"{path}.oidc.scopes", provider.oidc.scopes, "Add 'openid', without which nobody signs in."
    if provider.saml:
        yield from _metadata(f"{path}.saml", provider.saml)


def _metadata(path: str, saml: SamlConfig) -> Iterator[Problem]:
    if bool(saml.metadata_url) == bool(saml.metadata_file):
        value = "both metadata_url and metadata_file" if saml.metadata_url else "without metadata"
        yield path, value, "Give either metadata_url or metadata_file."
    elif saml.metadata_file:
        try:
            text = (REPOSITORY / saml.metadata_file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            remedy = "There is no such text file: download the provider's metadata into the repository."
            yield f"{path}.metadata_file", saml.metadata_file, remedy
            return
        if "EntityDescriptor" not in text or len(text) > _LONGEST_METADATA:
            remedy = (
                f"It must be SAML metadata, an EntityDescriptor of at most {_LONGEST_METADATA} characters."
            )
            yield f"{path}.metadata_file", saml.metadata_file, remedy
