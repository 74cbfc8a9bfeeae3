"""Targets of Bedrock as its documentation lists them: which ARNs a caller needs, and from where."""

from __future__ import annotations

import pytest

from stacks.bedrock_targets import guardrail_arn, misplaced, read_target

HERE = ("aws", "eu-west-1", "111122223333")
MODELS = "arn:aws:bedrock:*::foundation-model/"
PROFILES = "arn:aws:bedrock:eu-west-1:111122223333:inference-profile/"
MINE = "arn:aws:bedrock:eu-west-1:111122223333:"

PLAIN = (
    "amazon.nova-lite-v1:0",
    "amazon.nova-pro-v1:0:300k",
    "amazon.titan-text-express-v1",
    "anthropic.claude-3-5-sonnet-20240620-v1:0",
    "meta.llama3-1-8b-instruct-v1:0",
    "mistral.mixtral-8x7b-instruct-v0:1",
    "cohere.command-r-plus-v1:0",
    "ai21.jamba-1-5-large-v1:0",
    "openai.gpt-oss-120b-1:0",
    "deepseek.v3-v1:0",
    "qwen.qwen3-32b-v1:0",
    # A dot in the name of the model itself.
    "zai.glm-4.7",
    "minimax.minimax-m2.1",
    "moonshotai.kimi-k2.5",
)
PROFILED = {
    "us.amazon.nova-lite-v1:0": "amazon.nova-lite-v1:0",
    "us.anthropic.claude-haiku-4-5-20251001-v1:0": "anthropic.claude-haiku-4-5-20251001-v1:0",
    "eu.meta.llama3-2-3b-instruct-v1:0": "meta.llama3-2-3b-instruct-v1:0",
    "apac.amazon.nova-micro-v1:0": "amazon.nova-micro-v1:0",
    "jp.anthropic.claude-sonnet-4-5-20250929-v1:0": "anthropic.claude-sonnet-4-5-20250929-v1:0",
    "au.anthropic.claude-haiku-4-5-20251001-v1:0": "anthropic.claude-haiku-4-5-20251001-v1:0",
    "us-gov.anthropic.claude-3-haiku-20240307-v1:0": "anthropic.claude-3-haiku-20240307-v1:0",
    "in.anthropic.claude-haiku-4-5-20251001-v1:0": "anthropic.claude-haiku-4-5-20251001-v1:0",
    "ca.amazon.nova-lite-v1:0": "amazon.nova-lite-v1:0",
    "sa.amazon.nova-lite-v1:0": "amazon.nova-lite-v1:0",
    "global.anthropic.claude-sonnet-4-20250514-v1:0": "anthropic.claude-sonnet-4-20250514-v1:0",
    "global.zai.glm-4.7": "zai.glm-4.7",
}
ARNS = {
    f"{MINE}inference-profile/eu.amazon.nova-lite-v1:0": [
        f"{MODELS}amazon.nova-lite-v1:0",
        f"{MINE}inference-profile/eu.amazon.nova-lite-v1:0",
    ],
    # A prefix that is not known yet.
    f"{MINE}inference-profile/uk.amazon.nova-lite-v1:0": [
        f"{MODELS}amazon.nova-lite-v1:0",
        f"{MINE}inference-profile/uk.amazon.nova-lite-v1:0",
    ],
    f"{MINE}application-inference-profile/a1b2c3d4e5f6": [
        f"{MODELS}*",
        f"{MINE}application-inference-profile/a1b2c3d4e5f6",
    ],
    f"{MINE}provisioned-model/abc123": [f"{MINE}provisioned-model/abc123"],
    f"{MINE}imported-model/abc123": [f"{MINE}imported-model/abc123"],
    f"{MINE}custom-model-deployment/abc123": [f"{MINE}custom-model-deployment/abc123"],
    "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0": [
        f"{MODELS}amazon.nova-lite-v1:0",
        "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0",
    ],
    "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/market": [
        "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/market"
    ],
}


@pytest.mark.parametrize("target", PLAIN)
def test_a_model_needs_the_right_to_itself_alone(target: str) -> None:
    assert read_target(target).arns(*HERE) == (MODELS + target,)
    assert misplaced(read_target(target), "eu-west-1") == ""


@pytest.mark.parametrize("target", PROFILED)
def test_a_profile_needs_the_right_to_itself_and_its_model_in_every_region(target: str) -> None:
    assert read_target(target).arns(*HERE) == (MODELS + PROFILED[target], PROFILES + target)


@pytest.mark.parametrize("target", ARNS)
def test_an_arn_is_taken_as_it_is_with_the_models_behind_it(target: str) -> None:
    assert list(read_target(target).arns(*HERE)) == ARNS[target]
    assert misplaced(read_target(target), "eu-west-1") == ""
    assert "eu-west-1" in misplaced(read_target(target), "us-east-1")


@pytest.mark.parametrize(
    "target",
    ["", "nova", "us.nova", "arn:aws:s3:::bucket", "us.", "Claude Haiku", "uk.amazon.nova-lite-v1:0"],
)
def test_what_names_no_model_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="neither the id"):
        read_target(target)


def test_an_arn_of_no_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="not the ARN of an inference profile"):
        read_target(f"{MINE}inference-profile/nova")


@pytest.mark.parametrize(
    ("target", "right", "wrong"),
    [
        ("us.amazon.nova-lite-v1:0", ["us-east-1", "us-west-2"], ["eu-west-1", "us-gov-west-1"]),
        ("us-gov.anthropic.claude-3-haiku-20240307-v1:0", ["us-gov-west-1"], ["us-east-1"]),
        ("eu.amazon.nova-lite-v1:0", ["eu-west-1", "il-central-1"], ["us-east-1", "me-central-1"]),
        ("apac.amazon.nova-lite-v1:0", ["ap-south-1", "me-central-1"], ["eu-west-1", "il-central-1"]),
        ("jp.anthropic.claude-sonnet-4-5-20250929-v1:0", ["ap-northeast-1"], ["ap-south-1"]),
        ("au.anthropic.claude-haiku-4-5-20251001-v1:0", ["ap-southeast-2"], ["ap-southeast-1"]),
        ("in.anthropic.claude-haiku-4-5-20251001-v1:0", ["ap-south-1", "ap-south-2"], ["ap-southeast-1"]),
        ("ca.amazon.nova-lite-v1:0", ["ca-central-1", "ca-west-1"], ["us-east-1"]),
        ("sa.amazon.nova-lite-v1:0", ["sa-east-1"], ["us-east-1"]),
        ("global.zai.glm-4.7", ["us-east-1", "eu-west-1"], ["us-gov-west-1"]),
    ],
)
def test_region_and_prefix_must_fit(target: str, right: list[str], wrong: list[str]) -> None:
    assert [misplaced(read_target(target), region) for region in right] == [""] * len(right)
    assert all(misplaced(read_target(target), region) for region in wrong)


def test_an_arn_is_of_the_partition_and_account_of_the_environment() -> None:
    gov = read_target("arn:aws-us-gov:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0")
    assert "begin with arn:aws." in misplaced(gov, "eu-west-1")
    mine = read_target(f"{MINE}provisioned-model/abc123")
    assert misplaced(mine, "eu-west-1", "111122223333") == ""
    assert "belongs to the account 111122223333" in misplaced(mine, "eu-west-1", "444455556666")
    shared = read_target("arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0")
    assert misplaced(shared, "eu-west-1", "444455556666") == ""


def test_a_guardrail_is_named_by_id_or_arn() -> None:
    assert guardrail_arn("gr1:3", *HERE) == f"{MINE}guardrail/gr1"
    assert guardrail_arn(f"{MINE}guardrail/gr1:DRAFT", *HERE) == f"{MINE}guardrail/gr1"
