"""Endpoints of SageMaker: each way to make one, who may call it, and when it is packed again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_logs as logs

from stacks.constructs.sagemaker.archives import ModelArchives
from stacks.constructs.sagemaker.values import ScriptSource
from tests.infrastructure.assembly import REPOSITORY, Assembly, Resource, as_list
from tests.infrastructure.profiles import HUB, OWN_IMAGE, PACKAGE


def endpoint(assembly: Assembly, name: str) -> tuple[Resource, Resource, Resource | None]:
    """Returns an endpoint, its configuration, and its model unless a function makes that."""
    resources = {each.logical_id: each for each in assembly.resources() if each.stack == "Models"}
    (endpoint,) = [each for each in resources.values() if each.properties.get("EndpointName") == name]
    configuration = resources[endpoint.properties["EndpointConfigName"]["Fn::GetAtt"][0]]
    (variant,) = configuration.properties["ProductionVariants"]
    model = resources[variant["ModelName"]["Fn::GetAtt"][0]]
    return endpoint, configuration, model if model.type == "AWS::SageMaker::Model" else None


def role_of(assembly: Assembly, model: Resource) -> str:
    """Returns what the role of a model allows, as JSON."""
    role = model.properties["ExecutionRoleArn"]["Fn::GetAtt"][0]
    return json.dumps(assembly.templates["Models"]["Resources"][role]["Properties"]["Policies"])


def test_a_framework_s_container_is_that_of_the_region_and_its_number_follows_the_calls(
    everything: Assembly,
) -> None:
    _, _, model = endpoint(everything, "quorum-writer")
    assert model
    assert ".dkr.ecr.eu-west-1.amazonaws.com/huggingface" in model.properties["PrimaryContainer"]["Image"]
    assert model.properties["EnableNetworkIsolation"] is False
    (target,) = everything.resources("AWS::ApplicationAutoScaling::ScalableTarget")
    assert target.properties["ResourceId"] == "endpoint/quorum-writer/variant/all"
    assert (target.properties["MinCapacity"], target.properties["MaxCapacity"]) == (1, 3)
    (policy,) = everything.resources("AWS::ApplicationAutoScaling::ScalingPolicy")
    assert policy.properties["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] == 30


def test_an_image_of_one_s_own_is_pulled_and_its_archive_read_and_no_other(everything: Assembly) -> None:
    _, _, model = endpoint(everything, "quorum-own")
    assert model
    assert model.properties["PrimaryContainer"]["Image"] == OWN_IMAGE
    assert model.properties["EnableNetworkIsolation"] is True
    allowed = role_of(everything, model)
    assert "arn:aws:ecr:eu-west-1:111122223333:repository/models/writer" in allowed
    assert "arn:aws:s3:::a-bucket/writer/model.tar.gz" in allowed


def test_a_package_is_open_in_working_hours_only(everything: Assembly) -> None:
    _, configuration, model = endpoint(everything, "quorum-package")
    assert model
    assert model.properties["PrimaryContainer"] == {"ModelPackageName": PACKAGE}
    schedules = {
        each.properties["Target"]["Arn"].rpartition(":")[2]: each.properties
        for each in everything.resources("AWS::Scheduler::Schedule")
    }
    assert schedules["createEndpoint"]["ScheduleExpression"] == "cron(0 7 ? * MON-FRI *)"
    assert schedules["deleteEndpoint"]["ScheduleExpression"] == "cron(0 19 ? * MON-FRI *)"
    assert {each["ScheduleExpressionTimezone"] for each in schedules.values()} == {"Europe/Berlin"}
    assert configuration.logical_id in json.dumps(schedules["createEndpoint"]["Target"]["Input"])
    assert json.loads(schedules["deleteEndpoint"]["Target"]["Input"]) == {"EndpointName": "quorum-package"}


def test_a_model_of_a_hub_is_made_by_a_function_that_may_hand_on_its_role_alone(everything: Assembly) -> None:
    _, configuration, model = endpoint(everything, "quorum-hub")
    assert model is None
    (made,) = everything.resources("Custom::HubModel")
    assert made.properties["Arn"] == HUB
    function_id = made.properties["ServiceToken"]["Fn::GetAtt"][0]
    (function,) = [
        each for each in everything.resources("AWS::Lambda::Function") if each.logical_id == function_id
    ]
    passed = [each for each in everything.statements(function) if "iam:PassRole" in as_list(each["Action"])]
    assert [each["Resource"] for each in passed] == [made.properties["Role"]]
    assert made.logical_id in json.dumps(configuration.properties)


@pytest.mark.parametrize(
    ("name", "callers", "memory"),
    [
        ("quorum-embedder", ("search_dense", "embed_chunks"), 2048),
        ("quorum-reranker", ("fuse_passages", "retrieve_passages"), 3072),
    ],
)
def test_a_script_is_packed_and_served_without_idle_cost(
    everything: Assembly, name: str, callers: tuple[str, ...], memory: int
) -> None:
    _, configuration, model = endpoint(everything, name)
    assert model
    (variant,) = configuration.properties["ProductionVariants"]
    assert variant["ServerlessConfig"]["MemorySizeInMB"] == memory
    assert "InstanceType" not in variant
    container = model.properties["PrimaryContainer"]
    assert "pytorch-inference:2.6-cpu-py312" in container["Image"]
    archive, attribute = container["ModelDataUrl"]["Fn::GetAtt"]
    assert attribute == "ModelDataUrl"
    assert everything.templates["Models"]["Resources"][archive]["Type"] == "Custom::ModelArchive"
    for caller in callers:
        assert f"endpoint/{name}" in json.dumps(everything.statements(everything.function(caller)))


def test_the_end_of_a_build_reaches_the_function_that_started_it(everything: Assembly) -> None:
    (rule,) = [
        each
        for each in everything.resources("AWS::Events::Rule")
        if each.properties.get("EventPattern", {}).get("source") == ["aws.codebuild"]
    ]
    tokens = {
        each.properties["ServiceToken"]["Fn::GetAtt"][0]
        for each in everything.resources("Custom::ModelArchive")
    }
    (target,) = rule.properties["Targets"]
    assert {target["Arn"]["Fn::GetAtt"][0]} == tokens
    (prefix,) = rule.properties["EventPattern"]["detail"]["project-name"]
    projects = [each.properties["Name"] for each in everything.resources("AWS::CodeBuild::Project")]
    assert len(projects) == 2
    assert all(name.startswith(prefix["prefix"]) for name in projects)


def test_a_gated_snapshot_is_read_with_its_key(everything: Assembly) -> None:
    keyed = {
        each.properties["Name"]: [
            row["Value"]
            for row in each.properties["Environment"]["EnvironmentVariables"]
            if row["Type"] == "SECRETS_MANAGER"
        ]
        for each in everything.resources("AWS::CodeBuild::Project")
    }
    assert keyed == {
        "quorum-dev-pack-all_minilm_l6_v2": [],
        "quorum-dev-pack-ms_marco_minilm_l6_v2": ["quorum/hub"],
    }


def archive_of(models: Path, name: str, built: Path, out: Path) -> str:
    """Returns the key under which a model of a folder would be packed."""
    app = App(outdir=str(out))
    stack = Stack(app, "Models")
    archives = ModelArchives(
        stack, "Archives", prefix="quorum-dev", retain=True, log_retention=logs.RetentionDays.ONE_DAY
    )
    archives.add(ScriptSource(models=models, name=name, built=built, image="i"))
    app.synth()
    resources = json.loads((out / "Models.template.json").read_text())["Resources"].values()
    (packed,) = [each for each in resources if each["Type"] == "Custom::ModelArchive"]
    return json.dumps(packed["Properties"]["Archive"])


def edited(path: str) -> Callable[[Path, Path], Any]:
    return lambda models, _: (models / path).write_text((models / path).read_text() + "\n")


def revised(models: Path, _: Path) -> None:
    card = models / "ms_marco_minilm_l6_v2" / "card.json"
    card.write_text(card.read_text().replace("c5ee24cb", "d5ee24cb"))


CHANGES: dict[str, tuple[Callable[[Path, Path], Any], bool]] = {
    "revision": (revised, True),
    "script": (edited("ms_marco_minilm_l6_v2/inference.py"), True),
    "wheels": (edited("requirements.txt"), True),
    "packing": (edited("packing/pack.py"), True),
    "built file": (lambda _, built: (built / "model.onnx").write_text("other"), True),
    "another model": (edited("all_minilm_l6_v2/inference.py"), False),
    "README": (edited("README.md"), False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_model_is_packed_again_when_what_goes_into_it_changes(tmp_path: Path, change: str) -> None:
    models = Path(shutil.copytree(REPOSITORY / "sagemaker_models", tmp_path / "models"))
    built = tmp_path / "built"
    built.mkdir()
    (built / "model.onnx").write_text("one")
    before = archive_of(models, "ms_marco_minilm_l6_v2", built, tmp_path / "before")
    make, is_packed = CHANGES[change]
    make(models, built)
    after = archive_of(models, "ms_marco_minilm_l6_v2", built, tmp_path / "after")
    assert (after != before) is is_packed
