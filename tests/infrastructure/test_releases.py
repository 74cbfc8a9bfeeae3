"""How a new version takes over, and what is kept ready of it."""

from __future__ import annotations

import json
from typing import Any

from lambdas.catalogue import FUNCTIONS
from tests.infrastructure.assembly import Assembly


def test_without_a_canary_nothing_is_versioned(dev: Assembly) -> None:
    assert [each for each in dev.resources("AWS::Lambda::Alias")] == []
    assert [each for each in dev.resources("AWS::CodeDeploy::DeploymentGroup")] == []


def live(assembly: Assembly) -> dict[str, Any]:
    """Returns the alias of each function, by the function's logical id."""
    return {each.properties["FunctionName"]["Ref"]: each for each in assembly.resources("AWS::Lambda::Alias")}


def test_every_function_s_new_version_takes_over_by_a_canary(everything: Assembly) -> None:
    aliases = live(everything)
    for spec in FUNCTIONS:
        alias = aliases[everything.function(spec.name).logical_id]
        assert alias.body["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]["DeploymentGroupName"]
    groups = list(everything.resources("AWS::CodeDeploy::DeploymentGroup"))
    assert len(groups) == len(FUNCTIONS)
    for group in groups:
        assert group.properties["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
        assert "DEPLOYMENT_STOP_ON_ALARM" in group.properties["AutoRollbackConfiguration"]["Events"]
        assert len(group.properties["AlarmConfiguration"]["Alarms"]) == 1


def test_the_alarm_of_a_canary_counts_errors_of_what_callers_get(everything: Assembly) -> None:
    alarms = [
        each
        for each in everything.resources("AWS::CloudWatch::Alarm")
        if "takes over" in each.properties.get("AlarmDescription", "")
    ]
    assert len(alarms) == len(FUNCTIONS)
    for alarm in alarms:
        dimensions = {row["Name"]: row["Value"] for row in alarm.properties["Dimensions"]}
        assert alarm.properties["MetricName"] == "Errors"
        assert json.dumps(dimensions["Resource"]).endswith(':live"]]}')


def test_callers_invoke_the_alias_and_may_invoke_nothing_else(everything: Assembly) -> None:
    ids = {each.logical_id for each in live(everything).values()}
    for machine in everything.resources("AWS::StepFunctions::StateMachine"):
        for placeholder, value in machine.properties["DefinitionSubstitutions"].items():
            if placeholder in {spec.name for spec in FUNCTIONS}:
                assert value.get("Ref") in ids, placeholder
    (mapping,) = everything.resources("AWS::Lambda::EventSourceMapping")
    assert ":live" in json.dumps(mapping.properties["FunctionName"])
    for permission in everything.resources("AWS::Lambda::Permission"):
        if permission.stack in ("ChatApi", "Ingestion"):
            assert permission.properties["FunctionName"]["Ref"] in ids, permission.logical_id


def test_snapshots_and_ready_copies_are_of_the_functions_that_are_named(everything: Assembly) -> None:
    snapped = {
        each.properties["FunctionName"]
        for each in everything.resources("AWS::Lambda::Function")
        if each.properties.get("SnapStart", {}).get("ApplyOn") == "PublishedVersions"
    }
    assert snapped == {"quorum-dev-serve_api"}
    ready = [
        each.properties["ProvisionedConcurrencyConfig"]["ProvisionedConcurrentExecutions"]
        for each in everything.resources("AWS::Lambda::Alias")
        if "ProvisionedConcurrencyConfig" in each.properties
    ]
    assert ready == [2]
