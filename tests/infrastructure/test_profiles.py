"""The parts that are switched on by a profile, all at once, on top of `dev`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.assembly import REPOSITORY, Assembly, synthesise

PROFILES = {
    "waf": {},
    "opensearch": {"instances": 2},
    "sagemaker": {
        "endpoint_name": "quorum-writer",
        "instance_type": "ml.g5.xlarge",
        "environment": {"HF_MODEL_ID": "a/model"},
    },
}
WRITER = {"model_id": "writer", "family": "own", "provider": "sagemaker", "target": "quorum-writer"}
KEYED = {
    "model_id": "server",
    "family": "other",
    "provider": "openai",
    "target": "m",
    "endpoint": "https://models.example.org/v1",
    "api_key_secret": "quorum/server",
}


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    document = json.loads((REPOSITORY / "config.json").read_text())
    dev: dict[str, Any] = document["environments"]["dev"]
    dev |= {"region": "eu-west-1", "engine": "opensearch", "profiles": PROFILES}
    dev["models"] += [WRITER, KEYED]
    path: Path = tmp_path_factory.mktemp("config") / "config.json"
    path.write_text(json.dumps(document))
    folder = tmp_path_factory.mktemp("everything")
    return synthesise("dev", folder, with_rules=True, config_file=path)


def test_all_profiles_together_pass_the_security_rules(everything: Assembly) -> None:
    assert everything.findings == []


def test_the_endpoint_runs_the_container_of_its_region(everything: Assembly) -> None:
    (model,) = everything.resources("AWS::SageMaker::Model")
    image = model.properties["PrimaryContainer"]["Image"]
    assert ".dkr.ecr.eu-west-1.amazonaws.com/huggingface" in image
    (endpoint,) = everything.resources("AWS::SageMaker::Endpoint")
    assert endpoint.properties["EndpointName"] == "quorum-writer"


def test_asking_a_model_is_allowed_for_the_catalogue_s_endpoints_and_secrets_only(
    everything: Assembly,
) -> None:
    statements = everything.statements(everything.function("ask_model"))
    text = json.dumps(statements)
    assert "endpoint/quorum-writer" in text
    assert "secret:quorum/server-??????" in text


def test_retrieval_reaches_the_search_domain(everything: Assembly) -> None:
    (domain,) = everything.resources("AWS::OpenSearchService::Domain")
    assert domain.properties["EncryptionAtRestOptions"]["Enabled"] is True
    assert domain.properties["DomainEndpointOptions"]["EnforceHTTPS"] is True
    function = everything.function("search_dense")
    assert "OPENSEARCH_URL" in function.properties["Environment"]["Variables"]
