"""The stack that ingests documents, from an uploaded file to chunks in the index."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from constructs import Construct

from lambdas.catalogue import function
from stacks.constructs.function_set import FunctionSet
from stacks.constructs.inbox_queue import InboxQueue
from stacks.constructs.library_types import fits
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.standard_function import FunctionPlatform
from stacks.constructs.workflow import Placeholders, Workflow

STEPS = (
    "extract_document",
    "recognize_pages",
    "join_pages",
    "chunk_document",
    "embed_chunks",
    "index_document",
    "delete_document",
    "move_workspace",
    "record_failure",
)
SCHEDULED = ("reconcile_documents", "erase_leftovers")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """Documents that are ingested at the same time, and batches of one document."""

    documents: int
    batches: int


class IngestionStack(Stack):
    """The queue, the state machines, their functions and the reconciler."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: FunctionPlatform,
        registry: ResourceRegistry,
        definitions: Path,
        dropped: sns.Topic,
        reconcile_every: Duration,
        at_once: AtOnce,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: ingestion", **stack)
        self._platform, self._definitions, self._dropped = platform, definitions, dropped
        self._at_once = at_once
        self.status_topic = sns.Topic(self, "Status", enforce_ssl=True)
        status = ResourceRegistry(
            arns={"status_topic": (self.status_topic.topic_arn,)},
            settings={"status_topic_arn": self.status_topic.topic_arn},
        )
        self.functions = FunctionSet(self, "Functions", platform=platform, registry=registry | status)
        self.functions.add(*STEPS, "recognize_image")
        self.workflows = {
            "ingest": self._workflow("ingest_document"),
            "delete": self._workflow("delete_document"),
            "move": self._workflow("move_workspace"),
        }
        self.registry = status | self._workflow_registry() | self._recognition_registry()
        timeout_s = function("start_ingestion").timeout_s
        inbox = InboxQueue(self, "Inbox", topic=dropped, consumer_timeout_s=timeout_s)
        self.registry = self.registry | inbox.registry
        self.functions.add("start_ingestion", *SCHEDULED, registry=self.registry)
        inbox.feed(self.functions["start_ingestion"], at_once=at_once.documents)
        self.inbox, self.dead_letters = inbox.queue, inbox.dead_letters
        self._schedule("Reconcile", "reconcile_documents", reconcile_every)
        self._schedule("EraseLeftovers", "erase_leftovers", Duration.days(7))
        CfnOutput(self, "InboxQueueUrl", value=inbox.queue.queue_url)
        CfnOutput(self, "InboxDeadLetterQueueUrl", value=inbox.dead_letters.queue_url)
        CfnOutput(self, "StatusTopicArn", value=self.status_topic.topic_arn)
        for name, workflow in self.workflows.items():
            CfnOutput(self, f"{name.title()}StateMachineArn", value=workflow.arn)

    def _schedule(self, construct_id: str, name: str, every: Duration) -> None:
        target = targets.LambdaFunction(fits(self.functions[name]), retry_attempts=2)
        events.Rule(
            self,
            construct_id,
            description=function(name).purpose,
            schedule=events.Schedule.rate(every),
            targets=[fits(target)],
        )

    def _workflow(self, name: str) -> Workflow:
        return Workflow(
            self,
            "".join(part.title() for part in name.split("_")),
            name=name,
            platform=self._platform,
            definition=self._definitions / f"{name}.yaml",
            kind="standard",
            placeholders=Placeholders(
                functions=self.functions.targets,
                topics={"status_topic": self.status_topic, "inbox_topic": self._dropped},
                numbers={"batches_at_once": self._at_once.batches},
            ),
        )

    def _recognition_registry(self) -> ResourceRegistry:
        """Returns the function that reads images of questions; its layer is published in this stack."""
        arn = self.functions["recognize_image"].function_arn
        return ResourceRegistry(arns={"recognition_function": (arn,)}, settings={"recognition_function": arn})

    def _workflow_registry(self) -> ResourceRegistry:
        arns: dict[str, tuple[str, ...]] = {}
        for name, workflow in self.workflows.items():
            executions = f"{self._platform.prefix}-{workflow.name}:*"
            arns[f"{name}_state_machine"] = (workflow.arn,)
            arns[f"{name}_state_machine_executions"] = (
                f"arn:{self.partition}:states:{self.region}:{self.account}:execution:{executions}",
            )
        return ResourceRegistry(
            arns=arns,
            settings={f"{name}_state_machine_arn": workflow.arn for name, workflow in self.workflows.items()},
        )
