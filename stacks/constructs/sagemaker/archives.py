"""Models that CodeBuild packs into model.tar.gz whenever their list, revision or script changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import CustomResource, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.deployment_function import deployment_function
from stacks.constructs.library_types import fits
from stacks.constructs.private_bucket import private_bucket
from stacks.constructs.sagemaker.packing_project import PackingProject
from stacks.constructs.sagemaker.values import ImageSource, ScriptSource
from stacks.constructs.strict_role import PolicyGrant

ENDED = ["SUCCEEDED", "FAILED", "FAULT", "STOPPED", "TIMED_OUT"]


@dataclass(frozen=True, slots=True)
class Archive:
    """A packed model: its image and archive, and the permissions to read them."""

    source: ImageSource
    policy_grants: tuple[PolicyGrant, ...]


class ModelArchives(Construct):
    """The bucket of archives, and the function that lets CodeBuild pack them.

    The function starts a build and returns; the end of the build calls it again, and it reports to
    CloudFormation. So a build may last longer than a function, without polling.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        prefix: str,
        retain: bool,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        self._prefix, self._retention = f"{prefix}-pack-", log_retention
        reason = "It holds packed models, which an endpoint reads at its start."
        self.bucket = private_bucket(self, "Bucket", retain=retain, unlogged=reason)
        self._function = deployment_function(
            self,
            module="pack_models",
            purpose="Has CodeBuild pack models, at deployment only.",
            policy_grants=list(self._rights()),
            log_retention=log_retention,
        )
        events.Rule(
            self,
            "Ended",
            description="The packing of a model has ended",
            event_pattern=events.EventPattern(
                source=["aws.codebuild"],
                detail_type=["CodeBuild Build State Change"],
                detail={"build-status": ENDED, "project-name": [{"prefix": self._prefix}]},
            ),
            targets=[fits(targets.LambdaFunction(fits(self._function), retry_attempts=5))],
        )

    def add(self, source: ScriptSource) -> Archive:
        """Returns the archive of a model; resources that use its address are deployed after it."""
        project = PackingProject(
            self,
            source.name,
            name=f"{self._prefix}{source.name}",
            source=source,
            bucket=self.bucket,
            log_retention=self._retention,
        )
        packed = CustomResource(
            project,
            "Archive",
            resource_type="Custom::ModelArchive",
            service_token=self._function.function_arn,
            properties={"Project": project.name, "Archive": project.archive},
        )
        url = packed.get_att_string("ModelDataUrl")
        reading = PolicyGrant(actions=("s3:GetObject",), resources=(project.archive_arn,))
        return Archive(ImageSource(uri=source.image, model_data_url=url), (reading,))

    def _rights(self) -> Iterator[PolicyGrant]:
        stack = Stack.of(self)
        prefix = f"arn:{stack.partition}:codebuild:{stack.region}:{stack.account}"
        yield PolicyGrant(
            actions=("codebuild:StartBuild", "codebuild:BatchGetBuilds"),
            resources=(f"{prefix}:project/{self._prefix}*",),
            reason="There is one project for each model.",
        )
        yield PolicyGrant(
            actions=("s3:DeleteObject",),
            resources=(f"{self.bucket.bucket_arn}/*",),
            reason="An archive's key holds a digest of what it was packed from.",
        )
