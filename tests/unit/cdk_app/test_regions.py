"""A region that AWS does not have, or that a model cannot be called from, is refused at synthesis."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdk_app.config.file import REPOSITORY, read_environment
from cdk_app.config.regions import aws_regions
from genai_core.errors import Misconfigured


def read(folder: Path, *, shell_region: str = "", **changes: Any) -> Any:
    """Reads the shipped `dev`, whose models are of the group `us`, with changes."""
    document = json.loads((REPOSITORY / "config.json").read_text())
    document["environments"]["dev"] |= changes
    (folder / "config.json").write_text(json.dumps(document))
    variables = {"CDK_DEFAULT_REGION": shell_region}
    return read_environment("dev", environment=variables, path=folder / "config.json")


def test_regions_are_those_of_all_partitions_that_have_what_an_environment_needs() -> None:
    assert {"us-east-1", "eu-west-1", "il-central-1", "us-gov-west-1"} <= set(aws_regions())
    # China has no user pools.
    assert "cn-north-1" not in aws_regions()


def test_a_misspelt_region_is_refused_with_the_one_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"region is 'eu-wst-1'") as caught:
        read(tmp_path, region="eu-wst-1")
    assert "Did you mean 'eu-west-1'?" in caught.value.remedy


def test_a_model_s_prefix_must_fit_the_region_of_the_credentials_too(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"models\[1\]\.target is 'us\.") as caught:
        read(tmp_path, shell_region="eu-west-1")
    assert "The credentials are for eu-west-1." in caught.value.remedy
    assert "begin with eu or global" in caught.value.remedy


def test_the_region_of_the_credentials_counts_only_without_one_in_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, shell_region="us-west-2").region is None
    assert read(tmp_path, shell_region="eu-west-1", region="us-east-1").region == "us-east-1"
