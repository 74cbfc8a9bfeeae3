"""Sign-in at identity providers: pool, client, page and policies agree; without providers nothing is open."""

from __future__ import annotations

import json
from typing import Any

from tests.infrastructure.assembly import Assembly
from tests.infrastructure.profiles import PROVIDERS
from tests.infrastructure.resolved import page_file, resolved
from tests.infrastructure.test_page_policy import cloud_headers, directives, own_policy
from tests.page_reader import read_by_page

REGION = "eu-west-1"
HOST = f"quorum-dev-111122223333.auth.{REGION}.amazoncognito.com"


def only(assembly: Assembly, kind: str) -> dict[str, Any]:
    (resource,) = assembly.resources(kind)
    return resource.properties


def test_the_page_s_client_takes_codes_for_the_page_alone(everything: Assembly) -> None:
    client = only(everything, "AWS::Cognito::UserPoolClient")
    assert client["AllowedOAuthFlowsUserPoolClient"] is True
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["AllowedOAuthScopes"] == ["openid", "email", "profile"]
    assert client["GenerateSecret"] is False
    assert client["SupportedIdentityProviders"] == ["COGNITO", "Company", "Partner"]
    (distribution,) = everything.resources("AWS::CloudFront::Distribution")
    page = f"https://{distribution.logical_id.lower()}-domainname"
    for key, path in (("CallbackURLs", "/sign-in/callback"), ("LogoutURLs", "/sign-in")):
        (url,) = client[key]
        assert resolved(everything, url, region=REGION) == page + path


def test_the_client_is_made_after_its_providers(everything: Assembly) -> None:
    (client,) = everything.resources("AWS::Cognito::UserPoolClient")
    providers = {each.logical_id for each in everything.resources("AWS::Cognito::UserPoolIdentityProvider")}
    assert providers <= set(client.body["DependsOn"])


def test_providers_are_as_configured_and_a_client_secret_is_only_referred_to(everything: Assembly) -> None:
    made = {
        each.properties["ProviderName"]: each.properties
        for each in everything.resources("AWS::Cognito::UserPoolIdentityProvider")
    }
    oidc, saml = made["Company"], made["Partner"]
    assert oidc["ProviderDetails"] == {
        "client_id": "quorum-page",
        "client_secret": "{{resolve:secretsmanager:quorum/company:SecretString:::}}",
        "authorize_scopes": "openid email profile",
        "attributes_request_method": "GET",
        "oidc_issuer": PROVIDERS[0]["oidc"]["issuer"],
    }
    assert oidc["AttributeMapping"] == {"email": "email", "email_verified": "email_verified"}
    assert saml["ProviderDetails"]["MetadataURL"] == PROVIDERS[1]["saml"]["metadata_url"]
    assert saml["AttributeMapping"] == {"email": "mail", "email_verified": "mailVerified"}


def test_the_page_reads_its_providers_and_may_connect_to_their_domain(everything: Assembly) -> None:
    config = json.loads(page_file(everything, "config.json", region=REGION))
    assert read_by_page("config", [config]) == [{"value": config}]
    assert config["sign_in_domain"] == HOST
    assert config["sign_in_providers"] == [
        {"name": each["name"], "label": each["label"]} for each in PROVIDERS
    ]
    prefix = only(everything, "AWS::Cognito::UserPoolDomain")["Domain"]
    assert resolved(everything, prefix, region=REGION) == HOST.partition(".")[0]
    tag = own_policy(page_file(everything, "index.html", region=REGION))["connect-src"]
    header = directives(cloud_headers(everything, REGION)["Content-Security-Policy"])["connect-src"]
    assert f"https://{HOST}" in tag
    assert f"https://{HOST}" in header


def test_without_providers_there_is_no_domain_and_the_page_offers_nothing(cloud: Assembly) -> None:
    assert not list(cloud.resources("AWS::Cognito::UserPoolDomain"))
    assert not list(cloud.resources("AWS::Cognito::UserPoolIdentityProvider"))
    client = only(cloud, "AWS::Cognito::UserPoolClient")
    assert client["AllowedOAuthFlowsUserPoolClient"] is False
    assert client["SupportedIdentityProviders"] == ["COGNITO"]
    assert not {"AllowedOAuthFlows", "CallbackURLs", "LogoutURLs"} & set(client)
    config = json.loads(page_file(cloud, "config.json", region=REGION))
    assert not {"sign_in_domain", "sign_in_providers"} & set(config)
    assert "amazoncognito" not in page_file(cloud, "index.html", region=REGION)


def test_addresses_of_their_users_can_be_read(everything: Assembly) -> None:
    statements = everything.statements(everything.function("serve_api"))
    (reading,) = [each for each in statements if "cognito-idp:ListUsers" in each["Action"]]
    assert "cognito-idp:AdminGetUser" in reading["Action"]
