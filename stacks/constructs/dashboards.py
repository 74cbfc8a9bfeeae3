"""Two dashboards: how the service works, and how good its answers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from lambdas.catalogue import metrics as own
from lambdas.catalogue.metrics import Metric
from stacks.constructs.own_metric import PERIOD, own_metric
from stacks.constructs.watched import Watched

_WIDTH = 12
Drawn = Iterable[cloudwatch.IMetric]


def service_dashboard(
    scope: Construct, construct_id: str, watched: Watched, environment: str
) -> cloudwatch.Dashboard:
    """Requests, executions, functions, the queue and the database."""
    return _dashboard(scope, construct_id, _service(watched, environment))


def answers_dashboard(
    scope: Construct, construct_id: str, watched: Watched, environment: str
) -> cloudwatch.Dashboard:
    """Outcomes, agreement and support, how long stages and models take, and what they cost."""
    return _dashboard(scope, construct_id, _answers(watched, environment))


def _dashboard(
    scope: Construct, construct_id: str, graphs: Iterable[tuple[str, Drawn]]
) -> cloudwatch.Dashboard:
    widgets = [cloudwatch.GraphWidget(title=title, left=list(drawn), width=_WIDTH) for title, drawn in graphs]
    board = cloudwatch.Dashboard(scope, construct_id)
    for index in range(0, len(widgets), 2):
        board.add_widgets(*widgets[index : index + 2])
    return board


def _service(watched: Watched, environment: str) -> Iterator[tuple[str, Drawn]]:
    functions, machines = watched.functions.values(), watched.machines.values()
    api, socket, inbox = watched.rest_api, watched.socket_api, watched.inbox
    yield (
        "Requests",
        [api.metric_count(period=PERIOD), socket.metric("MessageCount", period=PERIOD, statistic="Sum")],
    )
    yield (
        "Failed requests",
        [
            api.metric_server_error(period=PERIOD, statistic="Sum"),
            socket.metric("IntegrationError", period=PERIOD, statistic="Sum"),
            own_metric(own.FAILURES, environment),
            own_metric(own.REFUSALS, environment),
        ],
    )
    yield "Executions", [each.metric_started(period=PERIOD) for each in machines]
    yield (
        "Failed and timed-out executions",
        [metric for each in machines for metric in (each.metric_failed(), each.metric_timed_out())],
    )
    yield "Functions: duration, p95", [each.metric_duration(statistic="p95") for each in functions]
    yield (
        "Functions: errors and throttles",
        [metric for each in functions for metric in (each.metric_errors(), each.metric_throttles())],
    )
    dead = [each.metric_approximate_number_of_messages_visible() for each in watched.dead_letters.values()]
    yield "Inbox: waiting and failed", [inbox.metric_approximate_number_of_messages_visible(), *dead]
    yield "Inbox: age of the oldest, s", [inbox.metric_approximate_age_of_oldest_message()]
    documents = (
        own.STUCK_DOCUMENTS,
        own.FAILED_MESSAGES,
        own.FILES_NOT_TAKEN,
        own.LOST_STATUS_EVENTS,
        own.LEFT_AFTER_ERASURE,
    )
    yield "Documents", [own_metric(each, environment) for each in documents]
    if watched.cluster:
        yield (
            "Database",
            [
                watched.cluster.metric_serverless_database_capacity(statistic="Maximum"),
                watched.cluster.metric_database_connections(statistic="Maximum"),
            ],
        )


def _answers(watched: Watched, environment: str) -> Iterator[tuple[str, Drawn]]:
    def by_model(metric: Metric, statistic: str = "Sum") -> list[cloudwatch.IMetric]:
        models = watched.models
        return [own_metric(metric, environment, statistic=statistic, model=model) for model in models]

    yield "Outcomes", [own_metric(own.ANSWERS, environment, outcome=outcome) for outcome in own.OUTCOMES]
    shares = (own.AGREEMENT, own.GROUNDEDNESS)
    yield "Agreement and support", [own_metric(each, environment, statistic="Average") for each in shares]
    yield (
        "Seconds since the question, p95",
        [own_metric(own.STAGE_SECONDS, environment, statistic="p95", stage=stage) for stage in own.STAGES],
    )
    yield "Models: seconds, p95", by_model(own.MODEL_SECONDS, "p95")
    troubles = (own.FAILED_ANSWERS, own.FAILED_MODELS, own.DEGRADED)
    yield "Failures", [own_metric(each, environment) for each in troubles]
    failures = (own.MODEL_FAILURES, own.MODEL_THROTTLES, own.MODEL_RESTS)
    yield "Models: failures, throttles, rests", [drawn for each in failures for drawn in by_model(each)]
    yield "Models: cost, USD", [own_metric(own.COST, environment), *by_model(own.MODEL_COST)]
    yield "Models: tokens and known answers", [*by_model(own.MODEL_TOKENS), *by_model(own.MODEL_CACHE_HITS)]
