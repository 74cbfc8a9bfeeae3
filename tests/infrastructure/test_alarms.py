"""Every failure raises one alarm, and every service that publishes to a topic is allowed to."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lambdas.catalogue import FUNCTIONS
from stacks.constructs.state_machine_file import definition_files, read_definition
from stacks.constructs.workflow import PLACEHOLDER
from stacks.monitoring import NOBODY
from tests.infrastructure.assembly import REPOSITORY, Assembly, Resource, as_list
from tests.infrastructure.profiles import ALARM_EMAIL
from tests.infrastructure.resolved import resolved

REGION = "eu-west-1"
# A metric-math alarm takes no more.
METRICS_PER_ALARM = 10
# The API calls `recognize_image` and waits: its failure is one of the API.
SERVED_BY_APIS = {"serve_api", "retrieve_passages", "authorize_request", "receive_frame", "recognize_image"}
FED_BY_QUEUE = {"start_ingestion"}
# Without them an answer is as right: no variations of the question, no passages while the models think, no
# status of a document before it is asked for.
DISPENSABLE = {"expand_question", "publish_passages", "publish_status"}
# `record_answer` counts what became of them: a failed model, a stage that the answer did without.
TOLD_BY_ANSWERS = {"ask_model", "search_dense", "search_lexical"}
# Whoever moves a workspace follows it; a deletion that came to nothing is taken up by the reconciler.
FOLLOWED = {"move_workspace", "delete_document"}
RUNBOOKS = (REPOSITORY / "docs" / "operations" / "runbooks.md").read_text()


def publishers(assembly: Assembly) -> Iterator[tuple[str, str]]:
    """Yields topic and service for every service that the templates tell to publish."""

    def named(value: Any) -> str:
        return resolved(assembly, value, region=REGION)

    for alarm in assembly.resources("AWS::CloudWatch::Alarm"):
        for action in alarm.properties["AlarmActions"]:
            yield named(action), "cloudwatch.amazonaws.com"
    for bucket in assembly.resources("AWS::S3::Bucket"):
        for each in bucket.properties.get("NotificationConfiguration", {}).get("TopicConfigurations", []):
            yield named(each["Topic"]), "s3.amazonaws.com"
    for rule in assembly.resources("AWS::Events::Rule"):
        for target in rule.properties.get("Targets", []):
            yield named(target["Arn"]), "events.amazonaws.com"


def refused(assembly: Assembly) -> set[tuple[str, str]]:
    """Returns topic and service where the topic's policy lets nobody of that service in."""
    topics = {each.logical_id.lower() for each in assembly.resources("AWS::SNS::Topic")}
    let_in: set[tuple[str, str]] = set()
    for policy in assembly.resources("AWS::SNS::TopicPolicy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and "sns:Publish" in as_list(statement["Action"]):
                services = as_list(statement["Principal"]["Service"])
                let_in |= {
                    (topic["Ref"].lower(), s) for topic in policy.properties["Topics"] for s in services
                }
                account = statement["Condition"]["StringEquals"]["aws:SourceAccount"]
                assert account == {"Ref": "AWS::AccountId"}, "a stranger's service could publish"
    return {each for each in publishers(assembly) if each[0] in topics} - let_in


def test_every_service_that_publishes_is_let_in_by_the_topic(assembly: Assembly) -> None:
    assert {service for _, service in publishers(assembly)} >= {
        "cloudwatch.amazonaws.com",
        "s3.amazonaws.com",
    }
    assert refused(assembly) == set()


def test_a_topic_that_denies_plain_http_and_names_nobody_would_be_found(dev: Assembly) -> None:
    templates = copy.deepcopy(dev.templates)
    for template in templates.values():
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::SNS::TopicPolicy":
                document = resource["Properties"]["PolicyDocument"]
                document["Statement"] = [each for each in document["Statement"] if each["Effect"] == "Deny"]
    services = {service for _, service in refused(replace(dev, templates=templates))}
    assert services == {"cloudwatch.amazonaws.com", "s3.amazonaws.com"}


def metrics(alarm: Resource) -> list[dict[str, Any]]:
    """Returns the metrics that the alarm reads, one or several."""
    if "Metrics" not in alarm.properties:
        return [alarm.properties]
    read = [each["MetricStat"]["Metric"] for each in alarm.properties["Metrics"] if "MetricStat" in each]
    (shown,) = [each for each in alarm.properties["Metrics"] if "Expression" in each]
    assert shown.get("ReturnData", True) is True
    assert all(f"m{index}" in shown["Expression"] for index in range(len(read)))
    return read


def watched(assembly: Assembly, name: str) -> list[str]:
    """Returns what the metrics of that name are counted of, as the templates call it."""
    return [
        json.dumps(metric["Dimensions"])
        for alarm in assembly.resources("AWS::CloudWatch::Alarm")
        for metric in metrics(alarm)
        if metric["MetricName"] == name
    ]


def test_the_emulator_s_alarms_read_one_metric_each_and_as_many_in_all(
    local: Assembly, prod: Assembly
) -> None:
    here, there = (list(each.resources("AWS::CloudWatch::Alarm")) for each in (local, prod))
    assert not [alarm.logical_id for alarm in here if "Metrics" in alarm.properties]
    # Models on a laptop cost nothing.
    assert len(here) == sum(len(metrics(alarm)) for alarm in there) - len(watched(prod, "CostUsd"))


def test_one_alarm_watches_one_kind_and_costs_what_it_must(cloud: Assembly) -> None:
    alarms = list(cloud.resources("AWS::CloudWatch::Alarm"))
    assert all(alarm.properties["AlarmActions"] for alarm in alarms)
    assert all(alarm.properties["TreatMissingData"] == "notBreaching" for alarm in alarms)
    assert len(alarms) == (12 if cloud.environment == "prod" else 10)
    assert max(len(metrics(alarm)) for alarm in alarms) <= METRICS_PER_ALARM


def tolerated() -> tuple[set[str], set[str]]:
    """Returns the functions that machines call, and those whose failure a machine carries on without."""
    called: set[str] = set()
    survived: set[str] = set()

    def walk(value: Any, around: dict[str, Any]) -> None:
        if isinstance(value, dict):
            states = value.get("States", around)
            function = value.get("Arguments", {}).get("FunctionName", "")
            called.update(PLACEHOLDER.findall(function))
            nexts = [states[each["Next"]] for each in value.get("Catch", [])]
            if nexts and all(each["Type"] == "Pass" or _same(each, value, states) for each in nexts):
                survived.update(PLACEHOLDER.findall(function))
            for each in value.values():
                walk(each, states)
        elif isinstance(value, list):
            for each in value:
                walk(each, around)

    for path in definition_files(REPOSITORY / "statemachines"):
        walk(read_definition(path), {})
    return called, survived


def _same(caught: dict[str, Any], state: dict[str, Any], states: dict[str, Any]) -> bool:
    return "Next" in state and states[state["Next"]] is caught and caught["Type"] != "Fail"


def test_the_failure_of_every_function_is_watched_somewhere(assembly: Assembly) -> None:
    called, survived = tolerated()
    assert survived == TOLD_BY_ANSWERS | {"expand_question", "publish_passages"}
    own = watched(assembly, "Errors")
    # What fails a machine is counted by the machine, or by what records how a question ended.
    elsewhere = (called - survived - {"record_answer"}) | TOLD_BY_ANSWERS | SERVED_BY_APIS | FED_BY_QUEUE
    alone = {spec.name for spec in FUNCTIONS} - elsewhere - DISPENSABLE - FOLLOWED
    assert alone == {"record_answer", "reconcile_documents", "erase_leftovers"}
    for name in alone:
        construct = "".join(part.title() for part in name.split("_"))
        assert any(construct in dimensions for dimensions in own), f"nobody hears when {name} fails"
    assert len(own) == len(alone)


def test_machines_apis_and_every_queue_ring(assembly: Assembly) -> None:
    (failed,), (late,) = watched(assembly, "ExecutionsFailed"), watched(assembly, "ExecutionsTimedOut")
    assert "IngestDocument" in failed
    assert "AnswerQuestion" in late
    assert len(watched(assembly, "5XXError")) == len(watched(assembly, "IntegrationError")) == 1
    dead = {
        queue.properties["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        for queue in assembly.resources("AWS::SQS::Queue")
        if "RedrivePolicy" in queue.properties
    }
    assert dead
    full = "".join(watched(assembly, "ApproximateNumberOfMessagesVisible"))
    assert all(name in full for name in dead)
    (old,) = watched(assembly, "ApproximateAgeOfOldestMessage")
    assert "InboxQueue" in old
    assert len(watched(assembly, "CostUsd")) == (assembly.environment == "prod")


def without_runbook(assembly: Assembly, page: str) -> set[str]:
    """Returns the alarms whose text links to no heading of the page."""
    headings = {f"#{line[3:].lower()}" for line in page.splitlines() if line.startswith("## ")}
    linked = {
        alarm.logical_id: alarm.properties["AlarmDescription"].rpartition("docs/operations/runbooks.md")[2]
        for alarm in assembly.resources("AWS::CloudWatch::Alarm")
    }
    return {name for name, anchor in linked.items() if anchor not in headings}


def test_every_alarm_links_to_its_runbook(assembly: Assembly) -> None:
    assert without_runbook(assembly, RUNBOOKS) == set()
    assert without_runbook(assembly, RUNBOOKS.replace("## InboxAge", "## Age")) != set()


def test_every_runbook_is_of_an_alarm_and_says_what_is_seen_and_what_recovers(prod: Assembly) -> None:
    alarms, modes = RUNBOOKS.split("\n# Alarms\n")[1].split("\n# Failure modes\n")
    linked = {
        alarm.properties["AlarmDescription"].rpartition("#")[2]
        for alarm in prod.resources("AWS::CloudWatch::Alarm")
    }
    assert {head.lower() for head in re.findall(r"^## (.+)$", alarms, re.M)} == linked
    assert len(re.findall(r"^## ", modes, re.M)) == 7
    for part in (*alarms.split("\n## ")[1:], *modes.split("\n## ")[1:]):
        assert all(f"**{word}.**" in part for word in ("What happens", "Seen", "Recovers")), part


def test_a_deployment_says_whom_its_alarms_reach(assembly: Assembly) -> None:
    outputs = assembly.templates["Monitoring"]["Outputs"]
    assert outputs["AlarmsReach"]["Value"] == NOBODY
    assert "alarm_email" in NOBODY
    assert "email" not in {
        each.properties["Protocol"] for each in assembly.resources("AWS::SNS::Subscription")
    }


def test_an_address_is_subscribed_and_named(everything: Assembly) -> None:
    (topic,) = [
        each.properties
        for each in everything.resources("AWS::SNS::Subscription")
        if each.stack == "Monitoring"
    ]
    assert (topic["Protocol"], topic["Endpoint"]) == ("email", ALARM_EMAIL)
    assert everything.templates["Monitoring"]["Outputs"]["AlarmsReach"]["Value"] == ALARM_EMAIL
