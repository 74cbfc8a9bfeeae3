"""Alarms: the metrics that they watch, and their thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_apigateway as rest
from aws_cdk import aws_apigatewayv2 as socket
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_rds as rds
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn

from lambdas.catalogue.metrics import (
    COST,
    FAILED_ANSWERS,
    FAILED_MODELS,
    FAILURES,
    STAGE_SECONDS,
    STUCK_DOCUMENTS,
)
from stacks.constructs.own_metric import PERIOD, own_metric

QUEUE_AGE_S = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The resources that alarms and dashboards watch.

    Attributes:
        functions, machines: By name.
        models: Their names in the catalogue.
        cluster: The database; None for one that no stack creates.
    """

    functions: Mapping[str, lambda_.Function]
    machines: Mapping[str, sfn.StateMachine]
    rest_api: rest.RestApi
    socket_api: socket.WebSocketApi
    inbox: sqs.Queue
    dead_letters: Mapping[str, sqs.Queue]
    models: Sequence[str]
    cluster: rds.DatabaseCluster | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmValues:
    """One alarm: it goes off if the sum of its metrics reaches the threshold in each of several periods."""

    name: str
    meaning: str
    metrics: Sequence[cloudwatch.IMetric]
    threshold: float = 1
    periods: int = 1
    period: Duration = PERIOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """An environment's own thresholds; 0 for none."""

    slow_answer_s: float
    daily_cost_usd: float


def alarms_of(watched: Watched, environment: str, limits: Limits) -> Iterator[AlarmValues]:
    """Yields the alarms of an environment.

    Each metric of an alarm costs every month, so each failure is watched once, where users notice it:
    questions and documents by their outcome, and only scheduled functions by their own errors.
    """
    yield from _documents(watched, environment)
    yield from _questions(watched, environment)
    yield from _calls(watched, environment)
    if limits.slow_answer_s:
        seconds = own_metric(STAGE_SECONDS, environment, statistic="p90", stage="total")
        yield AlarmValues(
            name="SlowAnswers",
            meaning="One answer in ten takes too long, for a quarter of an hour.",
            metrics=[seconds],
            threshold=limits.slow_answer_s,
            periods=3,
        )
    if limits.daily_cost_usd:
        day = Duration.days(1)
        yield AlarmValues(
            name="Budget",
            meaning="The models cost more than a day may cost.",
            metrics=[own_metric(COST, environment, period=day)],
            threshold=limits.daily_cost_usd,
            period=day,
        )


def _documents(watched: Watched, environment: str) -> Iterator[AlarmValues]:
    for name, queue in watched.dead_letters.items():
        yield AlarmValues(
            name=f"{name}DeadLetters",
            meaning="A message failed five times and lies in the dead-letter queue.",
            metrics=[queue.metric_approximate_number_of_messages_visible(period=PERIOD)],
        )
    yield AlarmValues(
        name="InboxAge",
        meaning="Drops wait in the inbox for a quarter of an hour.",
        metrics=[watched.inbox.metric_approximate_age_of_oldest_message(period=PERIOD)],
        threshold=QUEUE_AGE_S,
    )
    yield AlarmValues(
        name="StuckDocuments",
        meaning="Documents make no progress.",
        metrics=[own_metric(STUCK_DOCUMENTS, environment, statistic="Maximum")],
    )
    yield AlarmValues(
        name="FailedIngestions",
        meaning="Documents failed for no fault of their own.",
        metrics=[watched.machines["ingest_document"].metric_failed(period=PERIOD)],
        threshold=3,
    )


def _questions(watched: Watched, environment: str) -> Iterator[AlarmValues]:
    yield AlarmValues(
        name="FailedAnswers",
        meaning="Questions ended in an error of the system.",
        metrics=[
            own_metric(FAILED_ANSWERS, environment),
            # This function writes the metric, so its own failure would not be counted.
            watched.functions["record_answer"].metric_errors(period=PERIOD),
        ],
        threshold=3,
    )
    yield AlarmValues(
        name="TimedOutAnswers",
        meaning="The state machine of a question ran out of time.",
        metrics=[watched.machines["answer_question"].metric_timed_out(period=PERIOD)],
    )
    yield AlarmValues(
        name="FailedModels",
        meaning="Models fail or time out.",
        metrics=[own_metric(FAILED_MODELS, environment)],
        threshold=10,
    )


def _calls(watched: Watched, environment: str) -> Iterator[AlarmValues]:
    yield AlarmValues(
        name="Requests",
        meaning="An API failed to answer.",
        metrics=[
            watched.rest_api.metric_server_error(period=PERIOD, statistic="Sum"),
            watched.socket_api.metric("IntegrationError", period=PERIOD, statistic="Sum"),
        ],
        threshold=5,
    )
    yield AlarmValues(
        name="Functions",
        meaning="Functions fail, or stages that answers do without.",
        metrics=[own_metric(FAILURES, environment)],
        threshold=5,
    )
    # Nobody waits for these: one runs some times a day, one once a week, and Lambda tries each three times.
    scheduled = (watched.functions[name] for name in ("reconcile_documents", "erase_leftovers"))
    yield AlarmValues(
        name="Scheduled",
        meaning="A function that is called on a schedule failed.",
        metrics=[each.metric_errors(period=PERIOD) for each in scheduled],
    )
