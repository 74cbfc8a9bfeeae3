"""Deploys the files of the page, with the addresses of its APIs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aws_cdk import Annotations, RemovalPolicy, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from stacks.constructs.reasons import BASIC_EXECUTION, explain_below, shown
from stacks.page_headers import connect_policy, with_policy
from stacks.web import WebStack


class WebContentStack(Stack):
    """Copies the built page and its `config.json` into the page's bucket, and empties the cache.

    Args:
        web: The stack with the bucket and the distribution of the page.
        built_page: Folder with the built page; without it the stack cannot be deployed.
        page_config: The page's configuration: the contract's `PageConfig` in JSON.
        hosts: Origins that the page may connect to, besides its own.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        web: WebStack,
        built_page: Path,
        page_config: Mapping[str, Any],
        hosts: Sequence[str],
        log_retention: logs.RetentionDays,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: content of the page", **stack)
        sources = [deployment.Source.json_data("config.json", dict(page_config))]
        index = built_page / "index.html"
        if index.is_file():
            bound = with_policy(index.read_text(encoding="utf-8"), connect_policy(hosts))
            # Later sources replace files of earlier ones.
            sources = [
                deployment.Source.asset(str(built_page)),
                deployment.Source.data("index.html", bound),
                *sources,
            ]
        else:
            Annotations.of(self).add_error(
                "the page is not built, so no page would be served: run `make cloud`"
            )
        deployment.BucketDeployment(
            self,
            "Content",
            # By its named output, so that the reason for the wildcard below can name it.
            destination_bucket=s3.Bucket.from_bucket_attributes(
                self, "Page", bucket_arn=web.bucket_arn, bucket_name=web.bucket.bucket_name
            ),
            sources=sources,
            distribution=web.distribution,
            distribution_paths=["/*"],
            memory_limit=512,
            log_group=logs.LogGroup(
                self, "Log", retention=log_retention, removal_policy=RemovalPolicy.DESTROY
            ),
        )
        copying = "The library's own function copies the page at deployment; it reaches the page's bucket, "
        copying += "the deployment's assets, and the cache of the page."
        findings = [
            *(
                f"Action::s3:{action}"
                for action in ("Abort*", "DeleteObject*", "GetBucket*", "GetObject*", "List*")
            ),
            "Resource::*",
            f"Resource::{shown(self, web.bucket_arn)}/*",
            shown(
                self,
                f"Resource::arn:{self.partition}:s3:::cdk-hnb659fds-assets-{self.account}-{self.region}/*",
            ),
        ]
        explain_below(
            self,
            "Custom::CDKBucketDeployment",
            {
                BASIC_EXECUTION: copying,
                "AwsSolutions-L1": "The library sets the runtime of its own function.",
                **{f"AwsSolutions-IAM5[{finding}]": copying for finding in findings},
            },
        )
