"""The queue between the inbox and the function that starts ingestions."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.constructs.permissions import ResourceRegistry


class InboxQueue(Construct):
    """A queue on the topic, with a dead-letter queue that messages reach after five tries.

    Failures are reported per message (partial batch failures), so that one bad message does not hold
    up the others.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, topic: sns.Topic, consumer_timeout_s: int
    ) -> None:
        super().__init__(scope, construct_id)
        self.dead_letters = sqs.Queue(
            self,
            "DeadLetters",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            # Six times the consumer's limit, as Lambda advises, so that no batch in work is delivered again.
            visibility_timeout=Duration.seconds(6 * consumer_timeout_s),
            retention_period=Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters, max_receive_count=5),
        )
        topic.add_subscription(subscriptions.SqsSubscription(self.queue))
        self.registry = ResourceRegistry(
            arns={
                "inbox_queue": (self.queue.queue_arn,),
                "inbox_dead_letters": (self.dead_letters.queue_arn,),
            },
            settings={
                "inbox_queue_url": self.queue.queue_url,
                "inbox_dead_letters_url": self.dead_letters.queue_url,
            },
        )

    def feed(self, consumer: lambda_.IFunction, *, at_once: int) -> None:
        """Calls up to `at_once` copies of the function with batches; it was granted `inbox:receive`."""
        consumer.add_event_source(
            sources.SqsEventSource(
                self.queue,
                batch_size=10,
                # Lambda takes 2 at least; five start more documents than an account can ingest.
                max_concurrency=min(max(at_once, 2), 5),
                report_batch_item_failures=True,
            )
        )
