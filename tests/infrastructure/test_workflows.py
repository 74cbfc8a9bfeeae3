"""State machines as deployed: definitions, targets, kinds, logs."""

import json

from lambdas.catalogue import FUNCTIONS, function
from stacks.constructs.workflow import PLACEHOLDER
from tests.infrastructure.assembly import Assembly
from tests.statemachines.definitions import MACHINES

BATCHES = {"local": 8, "dev": 1, "prod": 8}
"""Batches of one document that functions work on at a time, by environment."""


def test_every_placeholder_is_substituted(assembly: Assembly) -> None:
    for machine in assembly.resources("AWS::StepFunctions::StateMachine"):
        placeholders = set(PLACEHOLDER.findall(machine.properties["DefinitionString"]))
        assert placeholders == set(machine.properties["DefinitionSubstitutions"]), machine.logical_id


def test_what_is_deployed_is_what_the_files_say(assembly: Assembly) -> None:
    prefix = f"quorum-{assembly.environment}-"
    machines = list(assembly.resources("AWS::StepFunctions::StateMachine"))
    for machine in machines:
        name = machine.properties["StateMachineName"].removeprefix(prefix)
        batches = str(BATCHES[assembly.environment])
        encoded = json.dumps(MACHINES[name]).replace('"${batches_at_once}"', batches)
        assert json.loads(machine.properties["DefinitionString"]) == json.loads(encoded)
    assert len(machines) == len(MACHINES)


def test_a_replay_has_every_step_of_an_answer_in_a_machine_that_can_be_watched(assembly: Assembly) -> None:
    kinds = {
        machine.properties["StateMachineName"]: (
            machine.properties["StateMachineType"],
            json.loads(machine.properties["DefinitionString"])["States"],
        )
        for machine in assembly.resources("AWS::StepFunctions::StateMachine")
    }
    prefix = f"quorum-{assembly.environment}"
    express, replay = kinds[f"{prefix}-answer_question"], kinds[f"{prefix}-answer_question_replay"]
    assert (express[0], replay[0]) == ("EXPRESS", "STANDARD")
    assert {name: replay[1][name] for name in express[1]} == express[1]
    assert set(replay[1]) - set(express[1]) == {"Replay"}
    assert kinds[f"{prefix}-ingest_document"][0] == "STANDARD"


def test_every_machine_and_function_logs_and_is_traced_on_aws(cloud: Assembly) -> None:
    for machine in cloud.resources("AWS::StepFunctions::StateMachine"):
        logging = machine.properties["LoggingConfiguration"]
        assert (logging["Level"], logging["IncludeExecutionData"]) == ("ALL", False)
        assert machine.properties["TracingConfiguration"]["Enabled"]
    for spec in FUNCTIONS:
        assert cloud.function(spec.name).properties["TracingConfig"] == {"Mode": "Active"}
    for log in cloud.resources("AWS::Logs::LogGroup"):
        assert log.properties["RetentionInDays"] >= 30, log.logical_id


def test_a_token_that_could_not_be_checked_in_time_may_be_sent_again(cloud: Assembly) -> None:
    """The gateway's own status is 500, which tells clients not to repeat the call."""
    answers = {
        answer.properties["ResponseType"]: answer.properties
        for answer in cloud.resources("AWS::ApiGateway::GatewayResponse")
    }
    for kind in ("AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR"):
        problem = json.loads(answers[kind]["ResponseTemplates"]["application/json"])
        assert (answers[kind]["StatusCode"], problem["status"], problem["title"]) == (
            "503",
            503,
            "Overloaded",
        )


def test_the_gateway_waits_longer_than_the_functions_behind_it() -> None:
    assert max(function(name).timeout_s for name in ("serve_api", "retrieve_passages")) <= 29


def test_ingestion_leaves_functions_to_questions(cloud: Assembly) -> None:
    """`dev` is made for a new account, which may run ten functions at once."""
    documents = {"dev": 4, "prod": 100}[cloud.environment]
    machines = {
        machine.properties["StateMachineName"]: machine
        for machine in cloud.resources("AWS::StepFunctions::StateMachine")
    }
    ingest = machines[f"quorum-{cloud.environment}-ingest_document"]
    states = json.loads(ingest.properties["DefinitionString"])["States"]
    for name in ("EmbedChunks", "RecognizePages"):
        assert states[name]["MaxConcurrency"] == BATCHES[cloud.environment]
    starter = cloud.function("start_ingestion")
    variables = starter.properties["Environment"]["Variables"]
    assert variables["LIMITS_DOCUMENTS_AT_ONCE"] == str(documents)
    counting = [each for each in cloud.statements(starter) if "states:ListExecutions" in each["Action"]]
    assert [each["Resource"] for each in counting] == [{"Ref": ingest.logical_id}]
    (source,) = (
        each.properties
        for each in cloud.resources("AWS::Lambda::EventSourceMapping")
        if each.stack == starter.stack
    )
    assert source["ScalingConfig"]["MaximumConcurrency"] == min(max(documents, 2), 5)
