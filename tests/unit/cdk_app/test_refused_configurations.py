"""Configurations that AWS would refuse only during a deployment, or that would fail after it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdk_app.config.file import read_environment
from genai_core.errors import Misconfigured
from tests.unit.cdk_app.test_config import MODEL, SERVER, changed, read

SEARCH = {"engine": "opensearch", "region": "eu-west-1"}


def bedrock(target: str, **fields: Any) -> list[dict[str, Any]]:
    return [{"model_id": "b", "family": "f", "provider": "bedrock", "target": target, **fields}]


def aurora(name: str = "quorum", user: str = "quorum", **values: Any) -> dict[str, Any]:
    return changed(database={"aurora": values, "name": name, "user": user})


def outside(host: str = "db.example.com", auth: str = "iam", **changes: Any) -> dict[str, Any]:
    """Returns an environment whose servers are beside its stacks."""
    database = {"endpoint": {"host": host, "port": 5432, "auth": auth}}
    return changed(network=None, database=database, **changes)


def stored(name: str, url: str) -> dict[str, Any]:
    return outside(engine="store", store={"name": name, "url": url})


def endpoint(container: dict[str, str] | None = None, **instances: Any) -> dict[str, Any]:
    called = {"model_id": "s", "family": "f", "provider": "sagemaker", "target": "e"}
    hosted = {"name": "e", "container": container or {}, "instances": {"type": "ml.g5.xlarge", **instances}}
    return changed(region="eu-west-1", models=[MODEL, called], profiles={"sagemaker": [hosted]})


REFUSED = [
    (changed(models=bedrock("uk.amazon.nova-lite-v1:0")), "target is 'uk.amazon", "inference profile"),
    (
        changed(region="eu-west-1", models=bedrock("sa.amazon.nova-lite-v1:0")),
        "target is 'sa.amazon",
        "begin with eu or global",
    ),
    (
        changed(
            region="eu-west-1",
            account="111111111111",
            models=bedrock("arn:aws:bedrock:eu-west-1:222222222222:application-inference-profile/abc"),
        ),
        "target is 'arn:aws",
        "account 222222222222",
    ),
    (
        changed(
            region="eu-west-1",
            encoders=[{"name": "t", "provider": "bedrock", "target": "us.cohere.embed-v4:0"}],
        ),
        r"encoders\[0\].target is 'us.cohere",
        "begin with eu or global",
    ),
    (
        changed(
            region="eu-west-1",
            retrieval={"reranker": "bedrock", "reranker_target": "us.cohere.rerank-v3-5:0"},
        ),
        "retrieval.reranker_target is 'us.cohere",
        "begin with eu or global",
    ),
    (
        changed(models=[SERVER | {"endpoint": "http://api.example.com/v1"}]),
        "endpoint is 'http://api",
        "use https",
    ),
    (outside(search_endpoint={"url": "http://s.example.com"}), "search_endpoint.url is", "use https"),
    (stored("qdrant", "http://q.example.com"), "store.url is 'http://q", "use https"),
    (stored("faiss", "/tmp/index"), "store.url is '/tmp", "share no folder"),
    (outside(host="localhost"), "endpoint.host is 'localhost'", "that functions reach"),
    (outside(auth="trust"), "endpoint.auth is 'trust'", "use iam"),
    (changed(models=[MODEL | {"reads_images": True}]), "reads_images is True", "openai and bedrock"),
    (changed(network={"nat_gateways": 3}), "nat_gateways is 3", "up to 2"),
    (
        endpoint(container={"uri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/tgi:1"}),
        "container.uri is '1234",
        "registry in eu-west-1",
    ),
    (
        changed(models=[SERVER | {"endpoint": "https://127.0.0.1/v1"}]),
        "endpoint is 'https://127",
        "that functions reach",
    ),
    (
        changed(models=[SERVER | {"endpoint": "https://h/v1?api_key=a"}]),
        "endpoint is 'https://h/v1.api",
        "must match",
    ),
    (changed(models=[SERVER | {"api_key_secret": "my key"}]), "api_key_secret is", "must match"),
    (changed(models=[SERVER | {"guardrail": "abc:1"}]), "guardrail is 'abc:1'", "Only models of Bedrock"),
    (changed(models=[SERVER | {"role": "judge"}]), r"models is \['m'\]", "another role"),
    (aurora(version="16.1"), "aurora.version is '16.1'", "16.3"),
    (aurora(version="12.22"), "aurora.version is '12.22'", "13.15"),
    (aurora(user="rdsadmin"), "database.user is 'rdsadmin'", "such as quorum"),
    (aurora(user="pg_monitor"), "database.user is 'pg_monitor'", "such as quorum"),
    (aurora(name="postgres"), "database.name is 'postgres'", "such as quorum"),
    (changed(region="us-gov-west-1", web={}), "web is 'used in us-gov-west-1'", "leave web out"),
    (
        changed(**SEARCH, profiles={"opensearch": {"instance_type": "t2.small.search"}}),
        "instance_type is 't2.small.search'",
        "cannot encrypt",
    ),
    (endpoint(type="ml.g5.xxlarge"), "instances.type is 'ml.g5.xxlarge'", "Did you mean 'ml.g5"),
    (
        endpoint(type="ml.g5.xlarge", hours={"time_zone": "Mars/Phobos"}),
        "time_zone is 'Mars/Phobos'",
        "Europe/Berlin",
    ),
    (changed(limits={"workspace_creators": "managers"}), "workspace_creators is 'managers'", "everyone"),
]


@pytest.mark.parametrize(("environment", "message", "remedy"), REFUSED, ids=[case[1] for case in REFUSED])
def test_what_would_fail_later_is_refused_with_the_value_and_the_remedy(
    tmp_path: Path, environment: dict[str, Any], message: str, remedy: str
) -> None:
    with pytest.raises(Misconfigured, match=message) as caught:
        read(tmp_path, environment)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("version", ["13.15", "15.7", "16.9", "17.4", "17.7"])
def test_versions_that_pause_are_taken(tmp_path: Path, version: str) -> None:
    assert read(tmp_path, aurora(version=version)).database.aurora.version == version


def test_two_environments_of_one_place_have_no_endpoint_of_the_same_name(tmp_path: Path) -> None:
    valid_endpoint = endpoint(type="ml.g5.xlarge")
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"environments": {"dev": valid_endpoint, "prod": valid_endpoint}}))
    with pytest.raises(Misconfigured, match=r"sagemaker\[0\].name is 'e', as in the environment prod"):
        read_environment("dev", environment={}, path=file)
    file.write_text(
        json.dumps(
            {"environments": {"dev": valid_endpoint, "prod": {**valid_endpoint, "region": "us-east-1"}}}
        )
    )
    assert read_environment("dev", environment={}, path=file).profiles.sagemaker[0].name == "e"


def test_a_server_in_the_same_network_needs_no_certificate(tmp_path: Path) -> None:
    address = "http://10.0.0.7:6333"
    assert read(tmp_path, stored("qdrant", address)).store.url == address


def test_an_emulator_may_have_servers_beside_it(tmp_path: Path) -> None:
    local = {
        "aws_endpoint": "http://127.0.0.1:4566",
        "models": [SERVER | {"endpoint": "http://127.0.0.1/v1"}],
    }
    database = {"endpoint": {"host": "127.0.0.1", "port": 5432, "auth": "trust"}}
    assert read(tmp_path, changed(**local, database=database, network=None)).models[0].target == "t"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"environments": {"dev": {}, "dev": {}}}', "the key 'dev' twice"),
        ('{"environments": {"dev": {"limits": {"daily_cost_usd": Infinity}}}}', "the value Infinity"),
        ('{"environments": {"dev": {"limits": {"daily_cost_usd": NaN}}}}', "the value NaN"),
    ],
)
def test_a_file_whose_meaning_is_unclear_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(Misconfigured, match=message):
        read_environment("dev", environment={}, path=tmp_path / "config.json")
