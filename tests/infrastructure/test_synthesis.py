"""Every environment becomes templates, without an account, that CloudFormation would accept."""

import re
from dataclasses import fields
from pathlib import Path

from aws_cdk import App, Stack
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns

from genai_core.settings import SECTIONS, Settings, section_texts, variable
from lambdas.catalogue import FUNCTIONS
from tests.infrastructure.assembly import REPOSITORY, Assembly, check

NOT_ON_THE_EMULATOR = (
    "AWS::RDS::",
    "AWS::EC2::",
    "AWS::SageMaker::",
    "AWS::CloudFront::",
    "AWS::WAFv2::",
    "Custom::",
)
OWN_VARIABLES = {
    *("POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_TRACE_DISABLED"),
    *("QUORUM_PYTHON", "PYTHONPATH", "AWS_DISABLE_HOST_PREFIX_INJECTION", "OPENBLAS_NUM_THREADS"),
}


def test_every_environment_has_the_stacks_it_should(local: Assembly, dev: Assembly, prod: Assembly) -> None:
    everywhere = {"Auth", "Storage", "Models", "Ingestion", "ChatApi", "Monitoring"}
    assert set(local.templates) == everywhere
    assert (
        set(dev.templates)
        == set(prod.templates)
        == everywhere | {"Account", "Network", "Retrieval", "Web", "WebContent"}
    )


def test_the_emulator_is_given_nothing_it_lacks(local: Assembly) -> None:
    assert not [each.type for each in local.resources() if each.type.startswith(NOT_ON_THE_EMULATOR)]


def test_rules_and_validator_find_nothing_without_a_reason(cloud: Assembly) -> None:
    assert cloud.findings == []


def test_rules_and_validator_do_find_what_is_wrong(tmp_path: Path) -> None:
    app = App(outdir=str(tmp_path))
    stack = Stack(app, "Careless")
    s3.Bucket(stack, "Open")
    sns.CfnTopic(stack, "Coloured").add_property_override("Colour", "red")
    complaints = check(app, tmp_path)
    assert "AwsSolutions-S10 at Careless/Open/Resource" in complaints
    assert "F3002 at Careless/Coloured" in complaints


def test_every_function_of_the_catalogue_is_deployed_once_and_has_a_handler(assembly: Assembly) -> None:
    missing = []
    for spec in FUNCTIONS:
        assert assembly.function(spec.name).properties["Handler"] == spec.handler
        path = REPOSITORY / "lambdas" / spec.name / "handler.py"
        missing += [] if path.is_file() else [str(path.relative_to(REPOSITORY))]
    assert missing == []


def test_every_variable_of_a_function_is_a_setting_and_every_function_has_the_sections(
    assembly: Assembly,
) -> None:
    sections = {variable(path) for name in SECTIONS for path in section_texts(name, SECTIONS[name])}
    known = {field.name.upper() for field in fields(Settings)} | OWN_VARIABLES
    for spec in FUNCTIONS:
        variables = set(assembly.function(spec.name).properties["Environment"]["Variables"])
        assert sections <= variables <= sections | known, spec.name


def test_functions_on_aws_run_on_arm_with_their_layers_and_on_the_laptop_without(
    local: Assembly, cloud: Assembly
) -> None:
    for spec in FUNCTIONS:
        managed = cloud.function(spec.name).properties
        assert (managed["Runtime"], managed["Architectures"]) == ("python3.13", ["arm64"])
        assert len(managed["Layers"]) == 1 + len(spec.layers)
        assert managed["MemorySize"] == spec.memory_mb
        host = local.function(spec.name).properties
        assert host["Runtime"] == "provided.al2023"
        assert "Layers" not in host


def test_what_the_laptop_needs_to_know_is_in_the_outputs(local: Assembly) -> None:
    outputs = {name for template in local.templates.values() for name in template.get("Outputs", {})}
    assert outputs >= {
        *("UserPoolId", "ClientId", "DocumentsBucketName", "RestApiId", "RestApiStage"),
        *("WebSocketApiId", "WebSocketApiStage", "AnswerStateMachineArn", "IngestStateMachineArn"),
        *("DeleteStateMachineArn", "InboxQueueUrl", "InboxDeadLetterQueueUrl", "ModelCatalogueParameter"),
    }


def test_every_function_gets_the_variables_that_its_handler_says_it_reads(assembly: Assembly) -> None:
    missing: dict[str, set[str]] = {}
    for spec in FUNCTIONS:
        docstring = (REPOSITORY / "lambdas" / spec.name / "handler.py").read_text().split('"""')[1]
        documented = docstring.partition("Environment:")[2].partition("Integrations:")[0]
        variables = assembly.function(spec.name).properties["Environment"]["Variables"]
        lacking = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", documented)) - set(variables) - {"OPENSEARCH_URL"}
        if lacking:
            missing[spec.name] = lacking
    assert missing == {}
