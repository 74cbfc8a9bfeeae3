"""What would not fit into AWS's limits, or not work there, is refused before the deployment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cdk_app.config.file import read_environment
from cdk_app.model_catalogue import catalogue_rows
from genai_core.errors import Misconfigured
from tests.unit.cdk_app.test_config import MODEL, SERVER, changed, read

LONG = SERVER | {"target": "t" * 200, "endpoint": f"https://{'e' * 200}.example.org/v1"}


def models(row: dict[str, Any], count: int) -> dict[str, Any]:
    return changed(models=[row | {"model_id": f"m{number}"} for number in range(count)])


WRONG = [
    (models(MODEL, 21), "dev.models is", "at most 20"),
    (models(LONG, 20), "dev.models is '20 models'", "a parameter holds 8,192"),
    (changed(network={"cidr": "10.0.0.1/16"}), "network.cidr is '10.0.0.1/16'", "first address"),
    (changed(network={"cidr": "10.0.300.0/16"}), "network.cidr is '10.0.300.0/16'", "first address"),
    (changed(network={"cidr": "10.0.0.0/24"}), "network.cidr is '10.0.0.0/24'", "at most /23"),
    (
        changed(network={"cidr": "10.0.0.0/22", "availability_zones": 3, "nat_gateways": 1}),
        "network.cidr is '10.0.0.0/22'",
        "at most /20",
    ),
    *(
        (
            changed(profiles={"opensearch": {"instance_type": kind}}),
            f"instance_type is '{kind}'",
            "r7g.large.search",
        )
        for kind in ("i3.large.search", "i4g.large.search", "im4gn.large.search", "r6gd.large.search")
    ),
]


@pytest.mark.parametrize(("environment", "message", "remedy"), WRONG, ids=[case[1] for case in WRONG])
def test_a_value_that_does_not_fit_is_named_with_the_remedy(
    tmp_path: Path, environment: dict[str, Any], message: str, remedy: str
) -> None:
    with pytest.raises(Misconfigured, match=message) as caught:
        read(tmp_path, environment)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "network",
    [
        {"cidr": "10.0.0.0/23"},
        {"cidr": "10.0.0.0/20", "availability_zones": 3, "nat_gateways": 1},
        {"cidr": "172.16.0.0/16"},
    ],
)
def test_a_network_that_holds_its_subnets_is_taken(tmp_path: Path, network: dict[str, Any]) -> None:
    assert read(tmp_path, changed(network=network)).network.cidr == network["cidr"]


def test_the_catalogue_leaves_out_what_its_reader_knows() -> None:
    rows = catalogue_rows(read_environment("dev", environment={}).models)
    assert rows[0] == {"model_id": "extractive", "family": "extractive", "provider": "extractive"}
    assert set(rows[1]) == {
        *("model_id", "family", "provider", "target", "context_tokens", "input_price", "output_price")
    }
