"""Identity providers of a user pool, and the domain over which their users sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import CfnOutput, SecretValue, Stack
from aws_cdk import aws_cognito as cognito
from constructs import Construct, IDependable

from stacks.constructs.library_types import fits

CALLBACK_PATH = "/sign-in/callback"
SIGNED_OUT_PATH = "/sign-in"


@dataclass(frozen=True, kw_only=True)
class OidcSource:
    """An application at an OpenID Connect provider.

    Attributes:
        secret: Name of the secret in Secrets Manager whose text is the client secret.
    """

    issuer: str
    client_id: str
    secret: str
    scopes: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class SamlSource:
    """A SAML provider: the address of its metadata, or if that is empty the metadata itself."""

    metadata_url: str = ""
    metadata: str = ""


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """One provider.

    Attributes:
        label: What its users call it.
        email: The provider's attribute with the e-mail address.
        email_verified: That which says whether the address is verified; empty for none.
    """

    name: str
    label: str
    source: OidcSource | SamlSource
    email: str
    email_verified: str


@dataclass(frozen=True, kw_only=True)
class Federation:
    """The providers of a deployment.

    Attributes:
        domain_prefix: First label of the domain; unique among all pools of the region.
        page: Origin of the page to which users come back.
    """

    domain_prefix: str
    page: str
    providers: Sequence[IdentityProvider]

    @property
    def flow(self) -> cognito.OAuthSettings:
        """The authorization-code flow; a public client must prove its own code verifier (PKCE)."""
        return cognito.OAuthSettings(
            flows=cognito.OAuthFlows(authorization_code_grant=True),
            scopes=[cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
            callback_urls=[self.page + CALLBACK_PATH],
            logout_urls=[self.page + SIGNED_OUT_PATH],
        )

    @property
    def supported(self) -> list[cognito.UserPoolClientIdentityProvider]:
        """The pool's own users, who have a password, and each provider's."""
        kind = cognito.UserPoolClientIdentityProvider
        return [kind.COGNITO, *(kind.custom(provider.name) for provider in self.providers)]

    def add_to(self, pool: cognito.UserPool) -> list[IDependable]:
        """Adds domain and providers; the client depends on what is returned."""
        options = cognito.CognitoDomainOptions(domain_prefix=self.domain_prefix)
        domain = pool.add_domain("Domain", cognito_domain=options)
        stack = Stack.of(pool)
        # Providers are told of the former, and the command line tells its users of the latter.
        CfnOutput(stack, "SignInDomain", value=domain.base_url())
        labels = ", ".join(provider.label for provider in self.providers)
        CfnOutput(stack, "SignInProviders", value=labels)
        return [_provider(pool, provider) for provider in self.providers]


def _provider(pool: cognito.UserPool, provider: IdentityProvider) -> Construct:
    source = provider.source
    mapping = cognito.AttributeMapping(
        email=cognito.ProviderAttribute.other(provider.email),
        email_verified=cognito.ProviderAttribute.other(provider.email_verified)
        if provider.email_verified
        else None,
    )
    if isinstance(source, OidcSource):
        return cognito.UserPoolIdentityProviderOidc(
            pool,
            provider.name,
            user_pool=fits(pool),
            name=provider.name,
            issuer_url=source.issuer,
            client_id=source.client_id,
            # A reference that CloudFormation resolves; the template does not have the secret.
            client_secret=SecretValue.secrets_manager(source.secret).unsafe_unwrap(),
            scopes=list(source.scopes),
            attribute_mapping=mapping,
        )
    of = cognito.UserPoolIdentityProviderSamlMetadata
    return cognito.UserPoolIdentityProviderSaml(
        pool,
        provider.name,
        user_pool=fits(pool),
        name=provider.name,
        metadata=of.url(source.metadata_url) if source.metadata_url else of.file(source.metadata),
        attribute_mapping=mapping,
    )
