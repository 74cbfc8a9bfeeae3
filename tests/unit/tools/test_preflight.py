"""The preflight: findings in a checkout, offline, and at AWS, over its wire format if need be."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.stub import Stubber

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.file import REPOSITORY, read_environment
from cdk_app.function_platform import Sources
from local_runtime.report import Finding
from tests.infrastructure.profiles import everything_config, write_config
from tools.preflight import account, checkout, models
from tools.preflight.__main__ import main
from tools.preflight.sign_in import sign_in_findings

LAYERS = ("core", "light", "query", "ingestion", "recognition", "model")
Failing = list[tuple[str, str]]


def config(environment: str = "dev", **changes: Any) -> EnvironmentConfig:
    config = read_environment(environment, environment={})
    return config.model_copy(update=changes).called(environment)


@pytest.fixture
def built(tmp_path: Path) -> Sources:
    for name in LAYERS:
        (tmp_path / "layers" / name).mkdir(parents=True)
        (tmp_path / "layers" / name / "file").write_text("x")
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<p>")
    return replace(Sources.of(REPOSITORY, "python3"), layers=tmp_path / "layers", page=tmp_path / "page")


def failing(findings: Iterable[Finding]) -> Failing:
    return [(each.subject, each.remedy) for each in findings if each.remedy]


def test_a_checkout_in_which_all_is_built_has_nothing_to_remedy(built: Sources) -> None:
    assert failing(checkout.checkout_findings(config(), built, "us-east-1")) == []


def test_what_is_not_built_is_named_with_the_command(built: Sources) -> None:
    (built.layers / "query" / "file").unlink()
    (built.page / "index.html").unlink()
    problems = failing(checkout.checkout_findings(config(), built, "us-east-1"))
    assert problems == [("layers query", "Run `make cloud`."), ("page", "Run `make cloud`.")]


def test_a_region_that_the_profiles_do_not_fit_is_named(built: Sources) -> None:
    problems = failing(checkout.checkout_findings(config(), built, "eu-west-1"))
    assert [subject for subject, _ in problems] == [
        "model nova-lite: us.amazon.nova-lite-v1:0",
        "model claude-haiku: us.anthropic.claude-haiku-4-5-20251001-v1:0",
    ]
    assert all("eu" in remedy for _, remedy in problems)


def test_no_region_three_zones_without_a_place_and_large_layers_are_named(
    built: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "LAYERS_LIMIT", 2)
    problems = failing(checkout.checkout_findings(config("prod"), built, ""))
    subjects = [subject.split(":")[0] for subject, _ in problems]
    assert subjects == ["no region", "3 availability zones", "layers core + query + model"]
    placed = config("prod", account="111122223333", region="us-east-1")
    monkeypatch.undo()
    assert failing(checkout.checkout_findings(placed, built, "us-east-1")) == []


def test_the_command_fails_for_an_environment_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--environment", "nowhere", "--offline"]) == 1
    assert "'nowhere' is not in config.json" in capsys.readouterr().out


@contextmanager
def stubbed(service: str) -> Generator[tuple[Any, Stubber]]:
    session = botocore.session.Session()
    session.set_credentials("test", "test")
    client = session.create_client(service, region_name="us-east-1")
    with Stubber(client) as stub:
        yield client, stub
        stub.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("environment", "limit", "reserved", "message", "remedy"),
    [
        ("prod", 1000, 0, "1000 functions", ""),
        ("prod", 1000, 900, "1000 functions", ""),
        ("prod", 1000, 901, "1000 functions", "reserved_concurrency names 901"),
        ("prod", 10, 0, "10 functions", "Ingestion may take 800"),
        # What the shipped `dev` is made for: a new account.
        ("dev", 10, 0, "L-B99A9384", ""),
        ("dev", 10, 5, "10 functions", "reserved_concurrency names 5"),
    ],
)
def test_concurrency_is_compared_with_what_is_reserved_and_ingestion_takes(
    environment: str, limit: int, reserved: int, message: str, remedy: str
) -> None:
    config = read_environment(environment, environment={})
    functions = config.functions.model_copy(update={"reserved_concurrency": {"ask_model": reserved}})
    with stubbed("lambda") as (client, stub):
        stub.add_response("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": limit}})
        finding = account.concurrency(client, config.model_copy(update={"functions": functions}))
    assert message in finding.subject
    assert finding.remedy.startswith(remedy)
    assert bool(finding.remedy) == bool(remedy)


AVAILABLE = {
    "modelId": "m",
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}
NOVA = "amazon.nova-lite-v1:0"


def describe(stub: Stubber, target: str, *, access: dict[str, Any], life: dict[str, Any]) -> None:
    """Queues what Bedrock says about a model, and about the profile before it."""
    if target != NOVA:
        profile = {"inferenceProfileName": "p", "inferenceProfileArn": "arn:" + "x" * 20}
        profile |= {"models": [{"modelArn": f"arn:aws:bedrock:us-east-1::foundation-model/{NOVA}"}]}
        profile |= {"inferenceProfileId": target, "status": "ACTIVE", "type": "SYSTEM_DEFINED"}
        stub.add_response("get_inference_profile", profile, {"inferenceProfileIdentifier": target})
    stub.add_response("get_foundation_model_availability", {**AVAILABLE, **access}, {"modelId": NOVA})
    arn = "arn:aws:bedrock:us-east-1::foundation-model/" + NOVA
    details = {"modelArn": arn, "modelId": NOVA, "modelLifecycle": {"status": "ACTIVE", **life}}
    stub.add_response("get_foundation_model", {"modelDetails": details}, {"modelIdentifier": NOVA})


@pytest.mark.parametrize(
    ("target", "access", "life", "remedy"),
    [
        (f"us.{NOVA}", {}, {}, ""),
        (NOVA, {}, {}, ""),
        (NOVA, {"regionAvailability": "NOT_AVAILABLE"}, {}, "use an inference profile"),
        (f"us.{NOVA}", {"regionAvailability": "NOT_AVAILABLE"}, {}, ""),
        (f"us.{NOVA}", {"authorizationStatus": "NOT_AUTHORIZED"}, {}, "Ask for access"),
        (f"us.{NOVA}", {"entitlementAvailability": "NOT_AVAILABLE"}, {}, "Ask for access"),
        (NOVA, {}, {"status": "LEGACY", "endOfLifeTime": datetime(2027, 3, 1, tzinfo=UTC)}, "2027-03-01"),
    ],
)
def test_a_bedrock_model_needs_access_and_a_life(
    target: str, access: dict[str, Any], life: dict[str, Any], remedy: str
) -> None:
    with stubbed("bedrock") as (client, stub):
        describe(stub, target, access=access, life=life)
        finding = models.bedrock(client, "nova", target)
    assert remedy in finding.remedy
    assert bool(finding.remedy) == bool(remedy)


def test_a_target_that_is_not_there_is_reported_in_awss_words() -> None:
    with stubbed("bedrock") as (client, stub):
        stub.add_client_error("get_inference_profile", "ResourceNotFoundException", "no such profile")
        finding = models.bedrock(client, "nova", f"us.{NOVA}")
    assert finding.remedy.startswith("no such profile.")


@pytest.mark.parametrize(("status", "is_well"), [("InService", True), ("Creating", False), ("Failed", False)])
def test_an_endpoint_must_be_in_service(status: str, is_well: bool) -> None:
    with stubbed("sagemaker") as (client, stub):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        answer = {"EndpointName": "tgi", "EndpointArn": "arn:" + "x" * 20, "EndpointStatus": status}
        answer |= {"CreationTime": at, "LastModifiedTime": at}
        stub.add_response("describe_endpoint", answer, {"EndpointName": "tgi"})
        assert bool(models.endpoint(client, "llama", "tgi").remedy) != is_well


@pytest.mark.parametrize("is_there", [True, False])
def test_the_secret_of_an_identity_provider_must_be_there(is_there: bool, tmp_path: Path) -> None:
    everything = read_environment("dev", environment={}, path=write_config(tmp_path, everything_config()))
    with stubbed("secretsmanager") as (client, stub):
        asked = {"SecretId": "quorum/company"}
        if is_there:
            stub.add_response("describe_secret", {"Name": "quorum/company"}, asked)
        else:
            stub.add_client_error("describe_secret", "ResourceNotFoundException", "no such secret")
        (finding,) = sign_in_findings(everything, lambda _: client)
    assert finding.subject == "provider Company: secret quorum/company"
    assert ("aws secretsmanager create-secret --name quorum/company" in finding.remedy) != is_there


def test_findings_of_an_account_come_for_what_the_environment_uses() -> None:
    asked: list[str] = []

    def client(service: str) -> Any:
        asked.append(service)
        raise LookupError(service)

    with pytest.raises(LookupError, match="bedrock"):
        list(models.model_findings(config(), client))
    assert list(models.model_findings(config("local"), client)) == []
    assert asked == ["bedrock"]


def test_the_help_of_the_command_line_names_the_check() -> None:
    from click.testing import CliRunner  # noqa: PLC0415

    from quorum_client.cli import quorum  # noqa: PLC0415

    output = CliRunner().invoke(quorum, ["doctor", "--help"]).output
    assert "--environment" in output
    assert "--offline" in output
