"""Counts the inbox messages that failed five times, for `make status`; on AWS an alarm reports them."""

from __future__ import annotations

from genai_core.domain.ingestion.inbox_messages import about
from local_runtime import deployment
from local_runtime.deployed import read_outputs
from local_runtime.home import Home
from local_runtime.ports import Ports

SHOWN = 10


def failed_messages(home: Home, ports: Ports) -> tuple[int, list[str]]:
    """Returns how many messages are in the dead-letter queue, and the objects of the first ones.

    They stay there until the queue is redriven.
    """
    url = read_outputs(home).get("InboxDeadLetterQueueUrl")
    if not url:
        return 0, []
    queue = deployment.client(ports, "sqs")
    name = "ApproximateNumberOfMessages"
    count = int(queue.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])
    if not count:
        return 0, []
    response = queue.receive_message(QueueUrl=url, MaxNumberOfMessages=SHOWN, VisibilityTimeout=0)
    return count, [about(message["Body"]) for message in response.get("Messages", [])]
