"""What `sign_in.providers` may say, and what is said about a provider that could not work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdk_app.config.file import read_environment
from cdk_app.federation import sign_in_values
from genai_core.errors import Misconfigured
from local_runtime.home import REPOSITORY
from stacks.constructs.identity_providers import SamlSource
from tests.unit.cdk_app.test_config import changed, read

APPLICATION = {"issuer": "https://login.example.org/t/v2.0", "client_id": "page", "secret": "quorum/company"}
OIDC = {"name": "Company", "label": "Example Company", "oidc": APPLICATION}
SAML = {"name": "Partner", "label": "P", "saml": {"metadata_url": "https://partner.example.org/m.xml"}}
# Not a real one: put together, so that a scan of the files does not take it for one.
CLIENT_SECRET = "aB3" + "8Q~0123456789abcdefghijklmnopqrstuvw"


def federated(*providers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return changed(**{"web": {}, **changes}) | {"sign_in": {"providers": list(providers)}}


def application(**changes: Any) -> dict[str, Any]:
    return {**OIDC, "oidc": {**APPLICATION, **changes}}


def test_both_kinds_are_right_together(tmp_path: Path) -> None:
    config = read(tmp_path, federated(OIDC, SAML))
    assert [provider.name for provider in config.sign_in.providers] == ["Company", "Partner"]


def test_metadata_of_a_file_and_usual_names_of_attributes_reach_the_pool(tmp_path: Path) -> None:
    metadata = tmp_path / "partner.xml"
    metadata.write_text('<EntityDescriptor entityID="partner"/>')
    partner = {**SAML, "saml": {"metadata_file": str(metadata)}}
    federation = sign_in_values(read(tmp_path, federated(OIDC, partner)), page="https://page").federation
    assert federation
    company, of_file = federation.providers
    assert (company.email, company.email_verified) == ("email", "email_verified")
    assert (of_file.email, of_file.email_verified) == ("email", "")
    assert of_file.source == SamlSource(metadata=metadata.read_text())


def test_the_guide_s_example_is_right(tmp_path: Path) -> None:
    guide = (REPOSITORY / "docs" / "operations" / "deploy.md").read_text()
    example = guide.partition("## Identity providers\n")[2].partition("~~~json\n")[2].partition("~~~")[0]
    config = read(tmp_path, changed(web={}, **json.loads(f"{{{example}}}")))
    assert [bool(provider.oidc) for provider in config.sign_in.providers] == [True, False]


WRONG = [
    (federated(OIDC, web=None), "dev.web is None", "add web"),
    (federated({**OIDC, "name": "_Company"}), "name is '_Company'", "must match"),
    (federated({**OIDC, "name": "C" * 33}), "name is 'CCCC", "must match"),
    (federated({**OIDC, "name": "Google"}), "name is 'Google'", "Cognito reserves it"),
    (federated({**OIDC, "label": ""}), "label is ''", "not be empty"),
    (federated(OIDC, {**SAML, "name": "company"}), "[1].name is 'company'", "a name of its own"),
    (federated({**OIDC, "saml": SAML["saml"]}), "is 'both oidc and saml'", "Give one"),
    (federated({"name": "Company", "label": "C"}), "is 'neither oidc nor saml'", "Give one"),
    (federated(application(issuer="http://login.example.org")), "issuer is 'http://login", "https://"),
    (federated(application(issuer="https://login.example.org/")), "issuer is 'https://login", "must match"),
    (federated(application(scopes=["email"])), "scopes is ('email',)", "Add 'openid'"),
    (federated({**SAML, "saml": {}}), "saml is 'without metadata'", "either metadata_url"),
    (federated({**SAML, "saml": {"metadata_url": "http://p.example/m"}}), "metadata_url is", "https://"),
    (federated({**SAML, "saml": {"metadata_file": "no-such.xml"}}), "is 'no-such.xml'", "no such text file"),
    (federated({**SAML, "saml": {"metadata_file": "README.md"}}), "is 'README.md'", "EntityDescriptor"),
]


@pytest.mark.parametrize(("environment", "problem", "remedy"), WRONG, ids=[each[1] for each in WRONG])
def test_a_provider_that_could_not_work_is_refused(
    tmp_path: Path, environment: dict[str, Any], problem: str, remedy: str
) -> None:
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, environment)
    assert problem in str(caught.value)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("field", ["secret", "client_secret"])
def test_a_client_secret_itself_is_refused_and_not_repeated(tmp_path: Path, field: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, federated(application(**{field: CLIENT_SECRET})))
    message = f"{caught.value} {caught.value.remedy}"
    assert f"oidc.{field} is" in message
    assert CLIENT_SECRET[5:] not in message
    if field == "client_secret":
        assert "Secrets Manager" in message
        assert "as secret" in message


def test_an_environment_whose_name_no_domain_may_have_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(json.dumps({"environments": {"awstest": federated(OIDC)}}))
    with pytest.raises(Misconfigured, match="'awstest'") as caught:
        read_environment("awstest", environment={}, path=path)
    assert "may not contain 'aws'" in caught.value.remedy
