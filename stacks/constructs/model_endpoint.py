"""A SageMaker real-time endpoint, from a model package or from a container image."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from stacks.constructs.reasons import explain
from stacks.constructs.strict_role import Allowance, StrictRole


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointValues:
    """Either `model_package_arn`, or `image_uri` with what its container needs."""

    name: str
    instance_type: str
    model_package_arn: str | None = None
    image_uri: str | None = None
    model_data_url: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


class ModelEndpoint(Construct):
    """Model, configuration and endpoint."""

    def __init__(self, scope: Construct, construct_id: str, *, values: EndpointValues) -> None:
        super().__init__(scope, construct_id)
        allowances = _allowances(Stack.of(self), values)
        access = StrictRole(self, "Access", service="sagemaker.amazonaws.com", allowances=allowances)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=access.role.role_arn,
            enable_network_isolation=values.model_package_arn is not None,
            primary_container=_container(values),
        )
        configuration = sagemaker.CfnEndpointConfig(
            self,
            "Configuration",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="all",
                    model_name=model.attr_model_name,
                    initial_instance_count=1,
                    instance_type=values.instance_type,
                    initial_variant_weight=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_name=values.name,
            endpoint_config_name=configuration.attr_endpoint_config_name,
        )
        explain(
            configuration,
            {"AwsSolutions-SM2": "The volume holds the model's public weights only, no user's data."},
        )


def _allowances(stack: Stack, values: EndpointValues) -> Iterator[Allowance]:
    logs = f"arn:{stack.partition}:logs:{stack.region}:{stack.account}:log-group:/aws/sagemaker"
    yield Allowance(
        actions=("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
        resources=(f"{logs}/Endpoints/{values.name}:*",),
        reason="Log streams are named by SageMaker; the group is this endpoint's own.",
    )
    if values.image_uri:
        registry, _, image = values.image_uri.partition("/")
        account, region = registry.split(".")[0], registry.split(".")[3]
        repository = f"arn:{stack.partition}:ecr:{region}:{account}:repository/{image.split(':')[0]}"
        yield Allowance(actions=("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"), resources=(repository,))
        yield Allowance(
            actions=("ecr:GetAuthorizationToken",),
            resources=("*",),
            reason="A registry token is for the account's registry as a whole and has no resource.",
        )
    if values.model_data_url:
        path = values.model_data_url.removeprefix("s3://")
        yield Allowance(actions=("s3:GetObject",), resources=(f"arn:{stack.partition}:s3:::{path}",))


def _container(values: EndpointValues) -> sagemaker.CfnModel.ContainerDefinitionProperty:
    if values.model_package_arn:
        return sagemaker.CfnModel.ContainerDefinitionProperty(model_package_name=values.model_package_arn)
    return sagemaker.CfnModel.ContainerDefinitionProperty(
        image=values.image_uri,
        model_data_url=values.model_data_url,
        environment=dict(values.environment) or None,
    )
