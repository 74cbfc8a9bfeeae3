"""What an environment reaches from where it is: its network, and its region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from genai_core.errors import Misconfigured
from tests.unit.cdk_app.test_config import changed, read

DATABASE = {"endpoint": {"host": "db.example.org", "port": 5432}}
SEARCH = {"url": "https://search.example.org", "auth": "es"}
STORE = {"name": "qdrant", "url": "https://qdrant.example.org:6333"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"database": DATABASE}, "database.endpoint.host is 'db.example.org'.*use database.aurora"),
        ({"search_endpoint": SEARCH}, "search_endpoint.url is 'https://search.*use profiles.opensearch"),
        ({"store": STORE}, "store.url is 'https://qdrant.*cannot reach it"),
    ],
)
def test_a_network_of_ours_has_no_way_out(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(Misconfigured, match=message):
        read(tmp_path, changed(**changes))


@pytest.mark.parametrize("network", [None, {"nat_gateways": 1}])
def test_without_a_network_of_ours_or_with_a_way_out_of_it_what_runs_elsewhere_is_reached(
    tmp_path: Path, network: dict[str, Any] | None
) -> None:
    addresses = {"database": DATABASE, "search_endpoint": SEARCH, "store": STORE}
    config = read(tmp_path, changed(network=network, **addresses))
    assert config.search_endpoint.url == "https://search.example.org"


@pytest.mark.parametrize(
    ("region", "target", "message"),
    [
        ("eu-west-1", "us.amazon.nova-lite-v1:0", "begin with eu or global"),
        ("us-east-1", "arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/a", "It is in eu-west-1"),
        ("us-east-1", "nova-lite", "Give the id of a model"),
    ],
)
def test_a_bedrock_target_must_fit_the_region(tmp_path: Path, region: str, target: str, message: str) -> None:
    model = {"model_id": "m", "family": "f", "provider": "bedrock", "target": target}
    with pytest.raises(Misconfigured, match=message):
        read(tmp_path, changed(region=region, models=[model]))
    fitting = model | {"target": f"{region[:2]}.amazon.nova-lite-v1:0"}
    assert read(tmp_path, changed(region=region, models=[fitting])).region == region
