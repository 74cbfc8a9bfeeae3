"""The catalogue of language models, and the endpoint of a model of our own where one is switched on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.constructs.model_endpoint import EndpointValues, ModelEndpoint
from stacks.constructs.permissions import Estate


class ModelsStack(Stack):
    """The catalogue as a parameter.

    Args:
        catalogue: Rows with the fields of `ModelSpec`.
        parameter_name: Path of the parameter that holds them as JSON.
        endpoint: A SageMaker endpoint to create; None for none.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        catalogue: Sequence[Mapping[str, Any]],
        parameter_name: str,
        endpoint: EndpointValues | None,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: language models", **stack)
        text = json.dumps(list(catalogue), separators=(",", ":"))
        parameter = ssm.StringParameter(
            self,
            "Catalogue",
            parameter_name=parameter_name,
            string_value=text,
            # A standard parameter holds 4 KB and is free; an advanced one holds 8 KB.
            tier=ssm.ParameterTier.STANDARD if len(text) <= 4096 else ssm.ParameterTier.ADVANCED,
        )
        if endpoint:
            ModelEndpoint(self, "Endpoint", values=endpoint)
        self.estate = Estate(
            arns={
                "model_catalogue": (parameter.parameter_arn,),
                "bedrock_models": self._bedrock(catalogue),
                "sagemaker_endpoints": self._endpoints(catalogue),
                "model_secrets": self._secrets(catalogue),
            },
            settings={"model_catalogue_parameter": parameter_name},
        )
        CfnOutput(self, "ModelCatalogueParameter", value=parameter_name)

    def _bedrock(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """An inference profile forwards to its model in several regions, and both are checked."""
        found: list[str] = []
        for target in _targets(catalogue, "bedrock"):
            parts = target.split(".")
            model = ".".join(parts[1:]) if len(parts) > 2 else target
            found.append(f"arn:{self.partition}:bedrock:*::foundation-model/{model}")
            if model != target:
                profile = f"inference-profile/{target}"
                found.append(f"arn:{self.partition}:bedrock:{self.region}:{self.account}:{profile}")
        return tuple(found)

    def _endpoints(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        return tuple(
            f"arn:{self.partition}:sagemaker:{self.region}:{self.account}:endpoint/{target.lower()}"
            for target in _targets(catalogue, "sagemaker")
        )

    def _secrets(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        names = dict.fromkeys(row["api_key_secret"] for row in catalogue if row.get("api_key_secret"))
        prefix = f"arn:{self.partition}:secretsmanager:{self.region}:{self.account}:secret:"
        # Secrets Manager adds a hyphen and six characters to the name.
        return tuple(f"{prefix}{name}-??????" for name in names)


def _targets(catalogue: Sequence[Mapping[str, Any]], provider: str) -> list[str]:
    return list(dict.fromkeys(row["target"] for row in catalogue if row["provider"] == provider))
