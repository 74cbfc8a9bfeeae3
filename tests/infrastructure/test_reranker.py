"""A reranker that is a model of AWS: reached from the isolated network, and nothing else with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.assembly import REPOSITORY, Assembly, as_list, synthesise

RERANKERS = {"bedrock": "amazon.rerank-v1:0", "sagemaker": "quorum-reranker"}
RERANKING = ("fuse_passages", "retrieve_passages")


@pytest.fixture(scope="module", params=RERANKERS)
def reranking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    document = json.loads((REPOSITORY / "config.json").read_text())
    dev: dict[str, Any] = document["environments"]["dev"]
    dev["retrieval"] = {"reranker": request.param, "reranker_target": RERANKERS[request.param]}
    path: Path = tmp_path_factory.mktemp("config") / "config.json"
    path.write_text(json.dumps(document))
    return synthesise("dev", tmp_path_factory.mktemp("reranking"), with_rules=True, config_file=path)


def kind(assembly: Assembly) -> str:
    return assembly.function("fuse_passages").properties["Environment"]["Variables"]["RETRIEVAL_RERANKER"]


def test_it_passes_the_security_rules(reranking: Assembly) -> None:
    assert reranking.findings == []


def test_functions_that_rerank_may_ask_this_model_and_no_other(reranking: Assembly) -> None:
    target = RERANKERS[kind(reranking)]
    wanted = {"bedrock": {"bedrock:Rerank", "bedrock:InvokeModel"}, "sagemaker": {"sagemaker:InvokeEndpoint"}}
    for name in RERANKING:
        statements = reranking.statements(reranking.function(name))
        actions = {action for each in statements for action in as_list(each["Action"])}
        asking = {action for action in actions if action.startswith(("bedrock:", "sagemaker:"))}
        assert asking == wanted[kind(reranking)]
        named = [each for each in statements if asking & set(as_list(each["Action"])) - {"bedrock:Rerank"}]
        assert named
        assert all(target in json.dumps(each["Resource"]) for each in named)


def test_the_isolated_network_has_an_endpoint_to_it(reranking: Assembly) -> None:
    services = [
        json.dumps(each.properties["ServiceName"])
        for each in reranking.resources("AWS::EC2::VPCEndpoint")
        if each.properties.get("VpcEndpointType") == "Interface"
    ]
    ending = {"bedrock": "bedrock-agent-runtime", "sagemaker": "sagemaker.runtime"}[kind(reranking)]
    assert len(services) == 1
    assert ending in services[0]
