"""A CodeBuild project that packs one model into model.tar.gz."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from aws_cdk import Annotations, RemovalPolicy, Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from stacks.constructs.reasons import explain
from stacks.constructs.sagemaker.values import ScriptSource
from stacks.constructs.strict_role import PolicyGrant, StrictRole


class PackingProject(Construct):
    """The project; its archive's key contains a digest of all inputs.

    Attributes:
        name: The project's name.
        archive: Address of the archive after the build.
        archive_arn: Its ARN, for policies.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        source: ScriptSource,
        bucket: s3.IBucket,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        self._source = source
        self._script = assets.Asset(self, "Script", path=str(source.models), exclude=_others(source.name))
        self._built = self._built_files()
        inputs = [self._script, *([self._built] if self._built else [])]
        digest = hashlib.sha256("".join(asset.asset_hash for asset in inputs).encode()).hexdigest()[:16]
        key = f"{source.name}/{digest}/model.tar.gz"
        self.archive, self.archive_arn = f"s3://{bucket.bucket_name}/{key}", f"{bucket.bucket_arn}/{key}"
        log = logs.LogGroup(self, "Log", retention=log_retention, removal_policy=RemovalPolicy.DESTROY)
        access = StrictRole(
            self,
            "Access",
            service="codebuild.amazonaws.com",
            policy_grants=list(self._rights(log, inputs)),
        )
        project = self._project(name, access, log)
        project.node.add_dependency(access)
        self.name = project.ref
        reason = "It has no artifacts: its one file goes into an encrypted bucket."
        explain(project, {"AwsSolutions-CB4": reason})

    def _project(self, name: str, access: StrictRole, log: logs.LogGroup) -> codebuild.CfnProject:
        return codebuild.CfnProject(
            self,
            "Project",
            name=name,
            description=f"Packs {self._source.name} for its endpoint",
            service_role=access.role.role_arn,
            artifacts=codebuild.CfnProject.ArtifactsProperty(type="NO_ARTIFACTS"),
            source=codebuild.CfnProject.SourceProperty(
                type="S3",
                location=f"{self._script.s3_bucket_name}/{self._script.s3_object_key}",
                build_spec="packing/buildspec.yaml",
            ),
            environment=codebuild.CfnProject.EnvironmentProperty(
                type="LINUX_CONTAINER",
                compute_type="BUILD_GENERAL1_SMALL",
                image="aws/codebuild/standard:7.0",
                environment_variables=list(self._variables()),
            ),
            logs_config=codebuild.CfnProject.LogsConfigProperty(
                cloud_watch_logs=codebuild.CfnProject.CloudWatchLogsConfigProperty(
                    status="ENABLED", group_name=log.log_group_name
                )
            ),
            timeout_in_minutes=40,
            queued_timeout_in_minutes=10,
        )

    def _variables(self) -> Iterator[codebuild.CfnProject.EnvironmentVariableProperty]:
        """Yields the variables that `packing/pack.py` reads."""
        values = {
            "MODEL": self._source.name,
            "BUILT": self._built.s3_object_url if self._built else "",
            "ARCHIVE": self.archive,
        }
        for name, value in values.items():
            yield codebuild.CfnProject.EnvironmentVariableProperty(name=name, value=value, type="PLAINTEXT")
        if secret := self._source.token_secret:
            yield codebuild.CfnProject.EnvironmentVariableProperty(
                name="HF_TOKEN", value=secret, type="SECRETS_MANAGER"
            )

    def _built_files(self) -> assets.Asset | None:
        built = self._source.built
        if built is None:
            return None
        if not built.is_dir() or not any(built.iterdir()):
            # Not raised, so that `cdk destroy` works from a checkout in which nothing is built.
            Annotations.of(self).add_error(
                f"{built.name!r} is not built, so {self._source.name} cannot be packed: run `make cloud`"
            )
            return None
        return assets.Asset(self, "Built", path=str(built))

    def _rights(self, log: logs.LogGroup, inputs: list[assets.Asset]) -> Iterator[PolicyGrant]:
        yield PolicyGrant(
            actions=("logs:CreateLogStream", "logs:PutLogEvents"),
            resources=(log.log_group_arn,),
            reason="Log streams are named by CodeBuild; the group is this project's own.",
        )
        yield PolicyGrant(
            actions=("s3:GetObject", "s3:GetObjectVersion"),
            resources=tuple(f"{asset.bucket.bucket_arn}/{asset.s3_object_key}" for asset in inputs),
        )
        yield PolicyGrant(actions=("s3:PutObject", "s3:AbortMultipartUpload"), resources=(self.archive_arn,))
        if secret := self._source.token_secret:
            stack = Stack.of(self)
            vault = f"arn:{stack.partition}:secretsmanager:{stack.region}:{stack.account}:secret"
            yield PolicyGrant(
                actions=("secretsmanager:GetSecretValue",),
                resources=(f"{vault}:{secret}-??????",),
                reason="Secrets Manager adds six random characters to a secret's name.",
            )


def _others(name: str) -> list[str]:
    """Returns the patterns that exclude all but one model, `packing/` and the lock file of wheels."""
    kept = (name, f"{name}/**", "packing", "packing/**", "requirements.txt")
    return ["*", *(f"!{pattern}" for pattern in kept), "__pycache__"]
