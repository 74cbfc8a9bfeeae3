"""The bucket that documents are uploaded to, and the topic that announces them."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct

from stacks.constructs.reasons import explain
from stacks.constructs.service_topic import service_topic

INBOX = "inbox/"


class DocumentsBucket(Construct):
    """`inbox/` receives files, `artifacts/` passes results between steps, `archive/` is long-term.

    The notification is a property of the bucket: the library's own method deploys a function to set it,
    and makes this stack depend on the subscriber's.

    Args:
        emptied: Empty the bucket before it is deleted, because AWS deletes only empty buckets.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        retain: bool,
        emptied: bool,
        artifact_days: int,
        archive_after_days: int,
        allowed_origins: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            versioned=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            lifecycle_rules=_lifecycle(artifact_days, archive_after_days),
            cors=[_cors(allowed_origins)] if allowed_origins else None,
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
            auto_delete_objects=emptied,
        )
        explain(
            self.bucket,
            {
                "AwsSolutions-S1": "Every access is by our own functions or a signed upload of theirs, and "
                "both are in the functions' logs; server access logs would double the number of objects."
            },
        )
        self.topic = service_topic(self, "Dropped", "s3.amazonaws.com")
        self._announce_files()

    def _announce_files(self) -> None:
        resource = self.bucket.node.default_child
        assert isinstance(resource, s3.CfnBucket)  # noqa: S101 - narrows the type
        resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            topic_configurations=[
                s3.CfnBucket.TopicConfigurationProperty(
                    event=event,
                    topic=self.topic.topic_arn,
                    filter=s3.CfnBucket.NotificationFilterProperty(
                        s3_key=s3.CfnBucket.S3KeyFilterProperty(
                            rules=[s3.CfnBucket.FilterRuleProperty(name="prefix", value=INBOX)]
                        )
                    ),
                )
                for event in ("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
            ]
        )
        # S3 tests the topic when the notification is set, so the permission must exist before.
        policy = self.topic.node.find_child("Policy")
        self.bucket.node.add_dependency(policy)


def _lifecycle(artifact_days: int, archive_after_days: int) -> list[s3.LifecycleRule]:
    return [
        s3.LifecycleRule(id="artifacts", prefix="artifacts/", expiration=Duration.days(artifact_days)),
        s3.LifecycleRule(
            id="archive",
            prefix="archive/",
            transitions=[
                s3.Transition(
                    storage_class=s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
                    transition_after=Duration.days(archive_after_days),
                )
            ],
        ),
        s3.LifecycleRule(
            id="leftovers",
            abort_incomplete_multipart_upload_after=Duration.days(2),
            noncurrent_version_expiration=Duration.days(30),
            expired_object_delete_marker=True,
        ),
    ]


def _cors(origins: Sequence[str]) -> s3.CorsRule:
    return s3.CorsRule(
        allowed_methods=[s3.HttpMethods.POST, s3.HttpMethods.PUT, s3.HttpMethods.GET],
        allowed_origins=list(origins),
        allowed_headers=["*"],
        exposed_headers=["ETag"],
        max_age=3000,
    )
