"""Parse targets of Amazon Bedrock: models, inference profiles that span regions, and ARNs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

PROFILE_REGIONS: Mapping[str, str] = {
    "us": r"us-(?!gov|iso).+|ca-central-1",
    "us-gov": r"us-gov-.+",
    "eu": r"(eu|il)-.+",
    "apac": r"(ap|me)-.+",
    "jp": r"ap-northeast-[13]",
    "au": r"ap-southeast-[24]",
    "in": r"ap-south-[12]",
    "ca": r"ca-.+",
    "sa": r"sa-.+",
    "global": r"(?!us-gov-|us-iso).+",
}
"""Prefixes of the system's inference profiles, each with the regions that it may be called from.

A dot alone does not mark a profile: ids of models contain dots too. The CDK's
`CrossRegionInferenceProfileRegion` lists most of them with their regions; `in` and `ca` were announced later,
and AWS's `langchain-aws` knows `sa`. A profile with a newer prefix can be named by its ARN.
"""

_PROVIDERS = re.compile(
    "(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshotai|nvidia|openai|qwen|"
    r"stability|twelvelabs|writer|zai)\."
)
"""What the ids of models begin with. A part in front of one of them is a prefix, known or not."""

_ARN = re.compile(r"^arn:(aws[a-z-]*):(bedrock|sagemaker):([a-z0-9-]*):([0-9]{12}|):([a-z-]+)/(.+)$")
_MODEL = re.compile(r"^[a-z0-9-]+\.[A-Za-z0-9._:-]+$")
# The ARNs of these resources do not tell which models they call, and where.
_HIDES_ITS_MODELS = ("application-inference-profile", "prompt-router", "default-prompt-router")


@dataclass(frozen=True, slots=True)
class BedrockTarget:
    """One target.

    Attributes:
        prefix: Prefix of a system-defined profile, such as `eu`; empty for other targets.
        model: Id of the foundation model that answers; empty if the target does not name it.
        arn: The target itself if it is an ARN.
        region: Where the ARN is; empty for any.
        account: Whose the ARN is; empty for AWS's own.
    """

    prefix: str = ""
    model: str = ""
    arn: str = ""
    region: str = ""
    account: str = ""

    def arns(self, partition: str, region: str, account: str) -> tuple[str, ...]:
        """Returns the ARNs that a caller needs permission for: a profile, and the models behind it."""
        models = f"arn:{partition}:bedrock:*::foundation-model/"
        if self.arn:
            behind = models + (self.model or "*") if self.model or self._hides else ""
            return tuple(dict.fromkeys(filter(None, (behind, self.arn))))
        model = models + self.model
        profiles = f"arn:{partition}:bedrock:{region}:{account}:inference-profile/"
        return (model, f"{profiles}{self.prefix}.{self.model}") if self.prefix else (model,)

    @property
    def _hides(self) -> bool:
        return any(f":{kind}/" in self.arn for kind in _HIDES_ITS_MODELS)


def read_target(target: str) -> BedrockTarget:
    """Returns what the text names.

    Raises:
        ValueError: It is neither the id of a model or profile nor an ARN of one.
    """
    if arn := _ARN.match(target):
        _, service, region, account, kind, name = arn.groups()
        here = BedrockTarget(arn=target, region=region, account=account)
        if service == "bedrock" and kind == "foundation-model":
            return replace(here, model=name)
        if service == "bedrock" and kind == "inference-profile":
            return _profile_arn(here, name)
        return here
    prefix, _, rest = target.partition(".")
    if prefix in PROFILE_REGIONS and _MODEL.match(rest):
        return BedrockTarget(prefix=prefix, model=rest)
    has_prefix = prefix in PROFILE_REGIONS or _PROVIDERS.match(rest)
    if not _MODEL.match(target) or has_prefix or target.startswith("arn:"):
        raise ValueError(f"{target!r} is neither the id of a model or profile nor an ARN of one")
    return BedrockTarget(model=target)


def _profile_arn(here: BedrockTarget, name: str) -> BedrockTarget:
    prefix, _, model = name.partition(".")
    if not _PROVIDERS.match(model):
        raise ValueError(f"{here.arn!r} is not the ARN of an inference profile")
    # The ARN tells the region, so that a prefix that is not known needs no check.
    return replace(here, prefix=prefix if prefix in PROFILE_REGIONS else "", model=model)


def misplaced(target: BedrockTarget, region: str, account: str = "") -> str:
    """Returns why the target cannot be called from the region and account; empty if it can.

    Args:
        region, account: Empty if they are not known yet.
    """
    if account and target.account not in ("", account):
        return f"It belongs to the account {target.account}, and the environment to {account}."
    if not region:
        return ""
    if target.region and target.region != region:
        return f"It is in {target.region}, and the environment in {region}."
    if target.arn and target.arn.split(":")[1] != _partition(region):
        return f"The ARNs of {region} begin with arn:{_partition(region)}."
    if target.prefix and not re.fullmatch(PROFILE_REGIONS[target.prefix], region):
        fitting = [name for name, regions in PROFILE_REGIONS.items() if re.fullmatch(regions, region)]
        return f"Profiles of {region} begin with {' or '.join(fitting)}."
    return ""


def _partition(region: str) -> str:
    for start, partition in (("us-gov-", "aws-us-gov"), ("cn-", "aws-cn")):
        if region.startswith(start):
            return partition
    return "aws"


def guardrail_arn(guardrail: str, partition: str, region: str, account: str) -> str:
    """Returns the ARN of a guardrail given as `id:version` or `arn:version`."""
    name = guardrail.rpartition(":")[0]
    return name if name.startswith("arn:") else f"arn:{partition}:bedrock:{region}:{account}:guardrail/{name}"
