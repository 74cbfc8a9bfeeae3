"""Two environments in one region, and one environment in two regions, take nothing from each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.assembly import REPOSITORY, Assembly, Resource, synthesise
from tests.infrastructure.profiles import PROVIDERS
from tests.infrastructure.resolved import resolved

ACCOUNT = "111122223333"
REGIONS = ("us-east-1", "eu-west-1")
PLACES = [(name, region) for name in ("dev", "prod") for region in REGIONS]
# Their names are one list of the account, whatever the region.
GLOBAL = ("AWS::CloudFront::", "AWS::IAM::", "AWS::S3::", "AWS::Route53::")
# What is named below something else, which has its own name.
BELOW = {
    ("AWS::ApiGateway::Stage", "StageName"),
    ("AWS::ApiGatewayV2::Stage", "StageName"),
    ("AWS::ApiGateway::Authorizer", "Name"),
    ("AWS::ApiGatewayV2::Authorizer", "Name"),
    ("AWS::Cognito::UserPoolClient", "ClientName"),
    ("AWS::Cognito::UserPoolGroup", "GroupName"),
    ("AWS::Cognito::UserPoolIdentityProvider", "ProviderName"),
    ("AWS::IAM::Policy", "PolicyName"),
    ("AWS::RDS::DBCluster", "DatabaseName"),
    ("AWS::RDS::DBCluster", "MasterUsername"),
    ("AWS::EC2::VPCEndpoint", "ServiceName"),
    ("AWS::CloudWatch::Alarm", "MetricName"),
}
# All accounts of a region share one list of them.
DOMAIN = ("AWS::Cognito::UserPoolDomain", "Domain")
SINGLETONS = ("AWS::ApiGateway::Account", "AWS::IAM::ServiceLinkedRole", "Custom::LinkedRole")
Key = tuple[str, str, str]


def pinned(name: str, region: str, folder: Path) -> Assembly:
    document = json.loads((REPOSITORY / "config.json").read_text())
    account_and_region = {"account": ACCOUNT, "region": region}
    document["environments"][name] |= account_and_region
    # Everything that has a name, switched on in both.
    profiles = {"waf": {"requests_per_5_minutes": 3000}, "opensearch": {"instances": 2}}
    document["environments"][name] |= {"profiles": profiles, "sign_in": {"providers": PROVIDERS}}
    document["environments"][name].setdefault("monitoring", {})["dashboard"] = True
    path = folder / "config.json"
    path.write_text(json.dumps(document).replace('"us.', f'"{region[:2]}.'))
    return synthesise(name, folder / "out", with_rules=False, config_file=path)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Assembly]:
    made = {target: pinned(*target, tmp_path_factory.mktemp("-".join(target))) for target in PLACES}
    return lambda name, region: made[name, region]


def own(assembly: Assembly) -> Iterator[Resource]:
    """Yields what is not shared by all environments."""
    return (each for each in assembly.resources() if each.stack != "Account")


def names(assembly: Assembly, region: str, *, only: tuple[str, ...] = ("",)) -> set[Key]:
    """Returns type, property and value of every physical name that the templates choose."""
    names: set[Key] = set()

    def look(resource: Resource, values: dict[str, Any]) -> None:
        for key, value in values.items():
            if key.endswith(("Config",)) and isinstance(value, dict):
                look(resource, value)
            is_name = key.endswith(("Name", "Identifier")) or (resource.type, key) == DOMAIN
            is_name = is_name and (resource.type, key) not in BELOW
            if is_name and _is_chosen(value):
                names.add((resource.type, key, resolved(assembly, value, region=region)))

    for resource in own(assembly):
        if resource.type.startswith(only):
            look(resource, resource.properties)
    return names


def _is_chosen(value: Any) -> bool:
    """Tells whether a value is a text of the template's own; one with the id of a resource is unique."""
    if isinstance(value, dict) and set(value) == {"Fn::Join"}:
        references = [str(each.get("Ref", "")) for each in parts(value["Fn::Join"])]
        return all(each.startswith("AWS::") for each in references)
    return isinstance(value, str)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Yields every object in a value."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(each)


def counted(assembly: Assembly) -> set[str]:
    """Returns the metrics that are told apart by texts of the template alone, not by references."""
    names: set[str] = set()
    for part in (each for resource in own(assembly) for each in parts(resource.properties)):
        if "CloudWatchMetricsEnabled" in part:
            names.add(part["MetricName"])
        elif "MetricName" in part and "Dimensions" in part:
            shown = json.dumps([part.get(key) for key in ("Namespace", "MetricName", "Dimensions")])
            names |= set() if '"Ref"' in shown or '"Fn::' in shown else {shown}
    return names


@pytest.mark.parametrize("region", REGIONS)
def test_dev_and_prod_share_no_name_and_no_metric(at: Callable[[str, str], Assembly], region: str) -> None:
    dev, prod = at("dev", region), at("prod", region)
    of_dev, of_prod = names(dev, region), names(prod, region)
    assert of_dev & of_prod == set()
    kinds = {kind for kind, _, _ in of_dev}
    # Those that once had the same name, and some that never did: the test would see them.
    assert kinds >= {
        *("AWS::CloudFront::ResponseHeadersPolicy", "AWS::CloudFront::OriginAccessControl"),
        *("AWS::Logs::ResourcePolicy", "AWS::Logs::LogGroup", "AWS::Lambda::Function"),
        *("AWS::RDS::DBCluster", "AWS::OpenSearchService::Domain", "AWS::SSM::Parameter", DOMAIN[0]),
    }
    assert counted(dev) & counted(prod) == set()
    assert any("StuckDocuments" in each for each in counted(dev))
    assert "quorum-dev-rate" in counted(dev)


@pytest.mark.parametrize("name", ["dev", "prod"])
def test_an_environment_in_two_regions_shares_no_name_that_is_global(
    at: Callable[[str, str], Assembly], name: str
) -> None:
    first, second = (names(at(name, region), region, only=GLOBAL) for region in REGIONS)
    assert first & second == set()
    assert len(first) == len(second) == 2


@pytest.mark.parametrize("region", REGIONS)
def test_what_an_account_has_once_is_in_a_stack_of_its_own_that_both_deploy_alike(
    at: Callable[[str, str], Assembly], region: str
) -> None:
    dev, prod = at("dev", region), at("prod", region)
    for assembly in (dev, prod):
        singletons = [each for each in assembly.resources() if each.type.startswith(SINGLETONS)]
        assert {each.stack for each in singletons} == {"Account"}
        assert len([each for each in singletons if each.type == "AWS::ApiGateway::Account"]) == 1
    assert dev.templates["Account"] == prod.templates["Account"]
    first, second = (
        json.loads((each.folder / "manifest.json").read_text())["artifacts"]["Account"]["properties"]
        for each in (dev, prod)
    )
    assert first["stackName"] == second["stackName"] == "quorum-account"
    assert first.get("tags") == second.get("tags") == {"project": "quorum"}


def test_what_another_environment_may_need_stays_and_is_there_before_it_is_used(
    at: Callable[[str, str], Assembly],
) -> None:
    dev = at("dev", "eu-west-1")
    kept = {
        each.type: (each.body.get("DeletionPolicy"), each.body.get("UpdateReplacePolicy"))
        for each in dev.resources()
        if each.stack == "Account"
        and each.type in ("AWS::ApiGateway::Account", "AWS::IAM::Role")
        and "GatewayLogs" in json.dumps(each.body) + each.logical_id
    }
    assert set(kept.values()) == {("Retain", "Retain")}
    artifacts = json.loads((dev.folder / "manifest.json").read_text())["artifacts"]
    needing = {
        each.stack
        for each in dev.resources()
        if "AccessLogSetting" in each.properties
        or "AccessLogSettings" in each.properties
        or each.type in ("AWS::RDS::DBCluster", "AWS::OpenSearchService::Domain")
    }
    assert needing == {"ChatApi", "Retrieval"}
    for stack in needing:
        assert "Account" in artifacts[stack]["dependencies"], stack


def test_a_role_that_exists_already_is_left_as_it_is(at: Callable[[str, str], Assembly]) -> None:
    calls = [each.properties["Create"] for each in at("dev", "eu-west-1").resources("Custom::LinkedRole")]
    assert {json.loads(call)["parameters"]["AWSServiceName"] for call in calls} == {
        "rds.amazonaws.com",
        "opensearchservice.amazonaws.com",
    }
    assert {json.loads(call)["ignoreErrorCodesMatching"] for call in calls} == {"InvalidInput"}
