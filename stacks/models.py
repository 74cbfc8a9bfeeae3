"""The catalogue of language models, and the SageMaker endpoints that are switched on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from stacks.bedrock_targets import guardrail_arn, read_target
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.sagemaker.archives import ModelArchives
from stacks.constructs.sagemaker.arns import endpoint_arns
from stacks.constructs.sagemaker.endpoint import EndpointValues, ModelEndpoint
from stacks.constructs.sagemaker.values import ScriptSource


class ModelsStack(Stack):
    """The catalogue as a parameter, and endpoints.

    Args:
        catalogue: Rows with the fields of `ModelSpec`.
        parameter_name: Path of the parameter that holds them as JSON.
        endpoints: SageMaker endpoints to create: of language models, encoders and rerankers.
        prefix: CodeBuild projects are called `<prefix>-pack-<model>`.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        catalogue: Sequence[Mapping[str, Any]],
        parameter_name: str,
        endpoints: Sequence[EndpointValues],
        prefix: str,
        retain: bool,
        log_retention: logs.RetentionDays,
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
        self._serve(endpoints, prefix=prefix, retain=retain, log_retention=log_retention)
        self.registry = ResourceRegistry(
            arns={
                "model_catalogue": (parameter.parameter_arn,),
                "bedrock_models": self._bedrock(catalogue),
                "bedrock_guardrails": self._guardrails(catalogue),
                "sagemaker_endpoints": self._endpoints(catalogue),
                "model_secrets": self._secrets(catalogue),
            },
            settings={"model_catalogue_parameter": parameter_name},
        )
        CfnOutput(self, "ModelCatalogueParameter", value=parameter_name)

    def _serve(
        self,
        endpoints: Sequence[EndpointValues],
        *,
        prefix: str,
        retain: bool,
        log_retention: logs.RetentionDays,
    ) -> None:
        scripts = {each.name: each.source for each in endpoints if isinstance(each.source, ScriptSource)}
        archives = None
        if scripts:
            archives = ModelArchives(
                self, "Archives", prefix=prefix, retain=retain, log_retention=log_retention
            )
        for endpoint in endpoints:
            script = scripts.get(endpoint.name)
            archive = archives.add(script) if archives and script else None
            ModelEndpoint(
                self,
                f"Endpoint-{endpoint.name}",
                values=endpoint,
                archive=archive,
                log_retention=log_retention,
            )

    def _bedrock(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Returns the ARNs of profiles and of their models; IAM checks both."""
        here = (self.partition, self.region, self.account)
        targets = (read_target(target).arns(*here) for target in _targets(catalogue, "bedrock"))
        return tuple(dict.fromkeys(arn for arns in targets for arn in arns))

    def _guardrails(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        names = dict.fromkeys(row["guardrail"] for row in catalogue if row.get("guardrail"))
        return tuple(guardrail_arn(name, self.partition, self.region, self.account) for name in names)

    def _endpoints(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        targets = _targets(catalogue, "sagemaker")
        return tuple(dict.fromkeys(arn for target in targets for arn in endpoint_arns(self, target)))

    def _secrets(self, catalogue: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        names = dict.fromkeys(row["api_key_secret"] for row in catalogue if row.get("api_key_secret"))
        prefix = f"arn:{self.partition}:secretsmanager:{self.region}:{self.account}:secret:"
        # Secrets Manager adds a hyphen and six characters to the name.
        return tuple(f"{prefix}{name}-??????" for name in names)


def _targets(catalogue: Sequence[Mapping[str, Any]], provider: str) -> list[str]:
    return list(dict.fromkeys(row["target"] for row in catalogue if row["provider"] == provider))
