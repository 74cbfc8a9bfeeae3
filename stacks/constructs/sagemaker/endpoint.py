"""One endpoint: a model, a configuration and the endpoint itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import RemovalPolicy, Stack, Tags
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from stacks.constructs.reasons import explain
from stacks.constructs.sagemaker.archives import Archive
from stacks.constructs.sagemaker.hosting import open_and_close, scale, variant
from stacks.constructs.sagemaker.hub_model import HubModel
from stacks.constructs.sagemaker.values import (
    HOURS_TAG,
    Hosting,
    HubSource,
    ImageSource,
    PackageSource,
    Serverless,
    Source,
    hours_a_month,
)
from stacks.constructs.strict_role import PolicyGrant, StrictRole


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointValues:
    """An endpoint's name, its model source and its hosting."""

    name: str
    source: Source
    hosting: Hosting


class ModelEndpoint(Construct):
    """The endpoint; `archive` is the result of CodeBuild if the model comes from a script."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        values: EndpointValues,
        archive: Archive | None,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        source, hosting = archive.source if archive else values.source, values.hosting
        # Otherwise SageMaker would create it, and keep it for ever.
        log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/sagemaker/Endpoints/{values.name}",
            retention=log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self._access = StrictRole(
            self,
            "Access",
            service="sagemaker.amazonaws.com",
            policy_grants=[
                *_policy_grants(Stack.of(self), log, source),
                *(archive.policy_grants if archive else ()),
            ],
        )
        # Serverless Inference has no network isolation, and a model download needs the internet.
        isolated = not isinstance(hosting, Serverless) and not _fetches(source)
        model_name = self._model(values.name, source, isolated=isolated)
        configuration = sagemaker.CfnEndpointConfig(
            self, "Configuration", production_variants=[variant(hosting, model_name)]
        )
        if hours := hours_a_month(hosting):
            Tags.of(configuration).add(HOURS_TAG, str(hours))
        endpoint = sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_name=values.name,
            endpoint_config_name=configuration.attr_endpoint_config_name,
        )
        endpoint.node.add_dependency(log)
        if not isinstance(hosting, Serverless):
            if hosting.most > hosting.least:
                scale(self, endpoint, values.name, hosting)
            if hosting.hours:
                open_and_close(self, values.name, configuration.attr_endpoint_config_name, hosting.hours)
        explain(
            configuration,
            {"AwsSolutions-SM2": "The volume holds the model's weights only, no user's data."},
        )

    def _model(self, name: str, source: Source, *, isolated: bool) -> str:
        """Creates the model and returns its name."""
        role = self._access.role
        if isinstance(source, HubSource):
            return HubModel(self, "Model", name=name, source=source, role=role, isolated=isolated).model_name
        container = (
            sagemaker.CfnModel.ContainerDefinitionProperty(model_package_name=source.arn)
            if isinstance(source, PackageSource)
            else _image(source)
        )
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=role.role_arn,
            enable_network_isolation=isolated,
            primary_container=container,
        )
        # SageMaker checks immediately whether the role may read the image and the archive.
        model.node.add_dependency(role)
        return model.attr_model_name


def _image(source: Source) -> sagemaker.CfnModel.ContainerDefinitionProperty:
    assert isinstance(source, ImageSource)  # noqa: S101 - a script's archive became one
    return sagemaker.CfnModel.ContainerDefinitionProperty(
        image=source.uri,
        model_data_url=source.model_data_url,
        environment=dict(source.environment) or None,
    )


def _fetches(source: Source) -> bool:
    return isinstance(source, ImageSource) and source.model_data_url is None


def _policy_grants(stack: Stack, log: logs.LogGroup, source: Source) -> Iterator[PolicyGrant]:
    yield PolicyGrant(
        # SageMaker asks for the group before it writes, although the group exists.
        actions=("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
        resources=(log.log_group_arn,),
        reason="Log streams are named by SageMaker; the group is this endpoint's own.",
    )
    if isinstance(source, ImageSource):
        registry, _, image = source.uri.partition("/")
        account, region = registry.split(".")[0], registry.split(".")[3]
        yield from _pull(f"arn:{stack.partition}:ecr:{region}:{account}:repository/{image.split(':')[0]}", "")
        url = source.model_data_url or ""
        if url.startswith("s3://"):
            path = url.removeprefix("s3://")
            yield PolicyGrant(actions=("s3:GetObject",), resources=(f"arn:{stack.partition}:s3:::{path}",))
    if isinstance(source, HubSource):
        reason = "The hub names image and files at deployment; both are AWS's own, in this region."
        yield from _pull(f"arn:{stack.partition}:ecr:{stack.region}:*:repository/*", reason)
        yield PolicyGrant(
            actions=("s3:GetObject", "s3:ListBucket"),
            resources=tuple(
                f"arn:{stack.partition}:s3:::jumpstart-{kind}-prod-{stack.region}{path}"
                for kind in ("cache", "private-cache")
                for path in ("", "/*")
            ),
            reason=reason,
        )


def _pull(repository: str, reason: str) -> Iterator[PolicyGrant]:
    yield PolicyGrant(
        actions=("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"), resources=(repository,), reason=reason
    )
    yield PolicyGrant(
        actions=("ecr:GetAuthorizationToken",),
        resources=("*",),
        reason="A registry token is for the account's registry as a whole and has no resource.",
    )
