"""The parts that are switched on by a profile, all at once, on top of `dev`."""

from __future__ import annotations

import json

import pytest

from tests.infrastructure.assembly import Assembly
from tools.cost.idle import idle_lines
from tools.preflight.engines import SEARCH_VERSION


def test_all_profiles_together_pass_security_rules_and_validator(everything: Assembly) -> None:
    assert everything.findings == []


def test_asking_a_model_is_allowed_for_the_catalogue_s_endpoints_and_secrets_only(
    everything: Assembly,
) -> None:
    statements = everything.statements(everything.function("ask_model"))
    text = json.dumps(statements)
    assert "endpoint/quorum-writer" in text
    assert "guardrail/gr1a2b3c" in text
    assert "bedrock:ApplyGuardrail" in text
    assert "secret:quorum/server-??????" in text


def test_retrieval_reaches_the_search_domain(everything: Assembly) -> None:
    (domain,) = everything.resources("AWS::OpenSearchService::Domain")
    assert domain.properties["EncryptionAtRestOptions"]["Enabled"] is True
    assert domain.properties["DomainEndpointOptions"]["EnforceHTTPS"] is True
    assert domain.properties["EngineVersion"] == SEARCH_VERSION, "the preflight asks for another version"
    function = everything.function("search_dense")
    assert "OPENSEARCH_URL" in function.properties["Environment"]["Variables"]


def test_the_cost_of_every_profile_is_known_before_it_is_switched_on(everything: Assembly) -> None:
    lines = {line.why.split(" ", 1)[1]: line.usd_month for line in idle_lines(everything.templates)}
    assert any("nodes r7g.large.search" in why for why in lines)
    waiting = {why: usd for why, usd in lines.items() if "endpoint that waits: 1 ml.g5.xlarge" in why}
    # One waits always, the other for twelve hours of five days.
    assert len(waiting) == 2
    assert min(waiting.values()) == pytest.approx(max(waiting.values()) * 60 / 168, rel=0.01)
    assert sum(usd for why, usd in lines.items() if "copies of a function" in why) == pytest.approx(
        30.3, 0.01
    )
    assert any("snapshot of" in why for why in lines)
    assert [usd for why, usd in lines.items() if "endpoint on demand" in why] == [0.0, 0.0]


def test_only_jobs_of_the_repository_s_environment_open_the_role_that_deploys(everything: Assembly) -> None:
    (role,) = [each for each in everything.resources("AWS::IAM::Role") if each.stack == "Delivery"]
    (trust,) = role.properties["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert trust["Condition"]["StringEquals"] == {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:example/quorum:environment:dev",
    }
    (policy,) = role.properties["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == "sts:AssumeRole"
    assert "role/cdk-hnb659fds-*-eu-west-1" in json.dumps(statement["Resource"])


def subnets_of(assembly: Assembly, name: str) -> str:
    """Returns the subnets of a function, as JSON."""
    return json.dumps(assembly.function(name).properties["VpcConfig"]["SubnetIds"])


def test_a_nat_lets_searches_out_and_neither_the_database_nor_what_reads_files(everything: Assembly) -> None:
    assert len(list(everything.resources("AWS::EC2::NatGateway"))) == 1
    assert "Outward" in subnets_of(everything, "search_dense")
    assert "Isolated" not in subnets_of(everything, "search_dense")
    for name in ("extract_document", "recognize_pages", "recognize_image"):
        assert "Isolated" in subnets_of(everything, name)
        assert "Outward" not in subnets_of(everything, name)
    (group,) = everything.resources("AWS::RDS::DBSubnetGroup")
    assert "Isolated" in json.dumps(group.properties["SubnetIds"])
    assert "Outward" not in json.dumps(group.properties["SubnetIds"])
    services = [
        each.properties.get("VpcEndpointType") for each in everything.resources("AWS::EC2::VPCEndpoint")
    ]
    assert "Interface" not in services


def test_without_a_nat_there_is_no_way_out(dev: Assembly) -> None:
    for kind in ("NatGateway", "InternetGateway"):
        assert list(dev.resources(f"AWS::EC2::{kind}")) == []


def test_connecting_may_call_the_searching_function_only_where_it_is_to_wake_the_database(
    everything: Assembly, dev: Assembly
) -> None:
    for assembly, wakes in ((everything, True), (dev, False)):
        function = assembly.function("receive_frame")
        calls = [each for each in assembly.statements(function) if each["Action"] == "lambda:InvokeFunction"]
        variable = function.properties["Environment"]["Variables"].get("WAKE_FUNCTION")
        assert (len(calls) == 1, variable is not None) == (wakes, wakes)
        if wakes:
            assert calls[0]["Resource"] == variable
            assert "SearchLexical" in json.dumps(variable)
