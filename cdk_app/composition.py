"""Composes the stacks of one environment: the only place where configuration becomes values."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from aws_cdk import App, Duration, Environment, Stack, Tags
from aws_cdk import aws_logs as logs

from cdk_app.config import EnvironmentConfig
from cdk_app.container_images import endpoint_values
from cdk_app.function_settings import config_settings
from stacks.auth import AuthStack
from stacks.chat_api import ChatApiStack
from stacks.constructs.api_rates import ApiRates
from stacks.constructs.permissions import Estate
from stacks.constructs.reranker_access import SERVICES, reranker_estate
from stacks.constructs.search_domain import DomainValues
from stacks.constructs.standard_function import FunctionPlatform
from stacks.constructs.vector_database import ClusterValues
from stacks.ingestion import IngestionStack
from stacks.models import ModelsStack
from stacks.monitoring import MonitoringStack
from stacks.network import NetworkStack
from stacks.retrieval import (
    DatabaseAddress,
    RetrievalStack,
    existing_database,
    existing_search,
    pluggable_store,
)
from stacks.storage import StorageStack
from stacks.web import WebStack
from stacks.web_content import WebContentStack

RETENTION = {
    1: logs.RetentionDays.ONE_DAY,
    3: logs.RetentionDays.THREE_DAYS,
    5: logs.RetentionDays.FIVE_DAYS,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


class Composition:
    """The stacks of one environment, by name.

    Args:
        repository: Folder with `lambdas/`, `statemachines/` and what `make build` left in `.build/`.
        python: Interpreter of the functions where they run on this machine.
    """

    def __init__(self, app: App, config: EnvironmentConfig, *, repository: Path, python: str) -> None:
        self._app, self._config = app, config
        self._repository, self._python = repository, python
        self._retention = RETENTION[config.functions.log_days]
        self._prefix = f"quorum-{config.name}"
        Tags.of(app).add("project", "quorum")
        Tags.of(app).add("environment", config.name)
        self.web = self._web()
        self.auth = AuthStack(
            app, "Auth", retain=config.storage.retain, keys_host=config.aws_endpoint, **self._stack("auth")
        )
        self.storage = StorageStack(
            app,
            "Storage",
            **asdict(config.storage),
            allowed_origins=self._origins(),
            **self._stack("storage"),
        )
        self.network = self._network()
        self.retrieval = self._retrieval()
        self.models = self._models()
        self._compose_functions()

    def _compose_functions(self) -> None:
        platform, estate = self._platform(), self._estate()
        self.ingestion = IngestionStack(
            self._app,
            "Ingestion",
            platform=platform,
            estate=estate,
            definitions=self._repository / "statemachines",
            dropped=self.storage.dropped,
            reconcile_every=Duration.minutes(self._config.monitoring.stuck_after_minutes // 3),
            **self._stack("ingestion"),
        )
        self.chat_api = ChatApiStack(
            self._app,
            "ChatApi",
            platform=platform,
            estate=estate | self.ingestion.estate,
            definitions=self._repository / "statemachines",
            endpoint=self._config.aws_endpoint,
            rates=self._rates(),
            status_topic=self.ingestion.status_topic,
            **self._stack("chat-api"),
        )
        self.monitoring = self._monitoring()
        self.web_content = self._web_content()

    def _stack(self, name: str) -> dict[str, Any]:
        config = self._config
        found = config.account or config.region
        return {
            "stack_name": f"{self._prefix}-{name}",
            "env": Environment(account=config.account, region=config.region) if found else None,
            "termination_protection": config.storage.retain and name in ("auth", "storage", "retrieval"),
        }

    def _origins(self) -> tuple[str, ...]:
        page = (self.web.origin,) if self.web else ()
        return (*page, *self._config.allowed_origins)

    def _web(self) -> WebStack | None:
        web = self._config.web
        if not web:
            return None
        retain = self._config.storage.retain
        return WebStack(self._app, "Web", price_class=web.price_class, retain=retain, **self._stack("web"))

    def _network(self) -> NetworkStack | None:
        network = self._config.network
        if not network:
            return None
        return NetworkStack(
            self._app,
            "Network",
            **asdict(network),
            log_retention=self._retention,
            services=self._services(),
            **self._stack("network"),
        )

    def _retrieval(self) -> RetrievalStack | None:
        database, search = self._config.database, self._config.profiles.opensearch
        if not database.aurora or not self.network:
            return None
        return RetrievalStack(
            self._app,
            "Retrieval",
            vpc=self.network.vpc,
            functions_group=self.network.functions_group,
            cluster=ClusterValues(
                identifier=self._prefix,
                name=database.name,
                user=database.user,
                **asdict(database.aurora),
            ),
            search=DomainValues(name=self._prefix, **asdict(search)) if search else None,
            retain=self._config.storage.retain,
            log_retention=self._retention,
            **self._stack("retrieval"),
        )

    def _models(self) -> ModelsStack:
        sagemaker = self._config.profiles.sagemaker
        return ModelsStack(
            self._app,
            "Models",
            catalogue=[asdict(model) for model in self._config.models],
            parameter_name=f"/quorum/{self._config.name}/models",
            endpoint=endpoint_values(sagemaker, region=self._config.region) if sagemaker else None,
            **self._stack("models"),
        )

    def _rates(self) -> ApiRates:
        limits, waf = self._config.limits, self._config.profiles.waf
        return ApiRates(
            requests_per_second=limits.requests_per_second,
            burst_requests=limits.burst_requests,
            per_address_in_5_minutes=waf.requests_per_5_minutes if waf else None,
        )

    def _platform(self) -> FunctionPlatform:
        functions = self._config.functions
        variables = {
            "ENVIRONMENT": self._config.name,
            "TRACING": "on" if functions.tracing else "off",
            "POWERTOOLS_SERVICE_NAME": "quorum",
            "POWERTOOLS_METRICS_NAMESPACE": "Quorum",
            "POWERTOOLS_TRACE_DISABLED": "false" if functions.tracing else "true",
            # A copy has one core; threads that wait for another's spin, and cost more than they bring.
            "OPENBLAS_NUM_THREADS": "1",
        }
        if functions.runtime == "host":
            core = self._repository / "layers" / "genai_core" / "python"
            variables |= {
                "QUORUM_PYTHON": self._python,
                "PYTHONPATH": f"{self._repository}:{core}",
                # An emulator has one host name, and no subdomain per kind of call.
                "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
            }
        return FunctionPlatform(
            prefix=self._prefix,
            kind=functions.runtime,
            repository=str(self._repository),
            variables=variables,
            tracing=functions.tracing,
            log_retention=self._retention,
            reserved_concurrency=functions.reserved_concurrency,
            network=self.network.vpc if self.network else None,
            security_group=self.network.functions_group if self.network else None,
        )

    def _estate(self) -> Estate:
        there = self.storage.estate | self.models.estate | self._database() | self._search()
        return there | self._reranker() | self._store() | Estate(settings=self._settings())

    def _search(self) -> Estate:
        """Returns an OpenSearch that no stack creates; one of our own comes with the retrieval stack."""
        found = self._config.search_endpoint
        return existing_search(found.url, found.auth) if found and found.url else Estate()

    def _store(self) -> Estate:
        store = self._config.store
        return pluggable_store(self.models, **asdict(store)) if store else Estate()

    def _services(self) -> tuple[str, ...]:
        """Returns what functions in the network call besides the database."""
        keyed = ("secretsmanager",) if self._config.store and self._config.store.secret else ()
        return (*SERVICES.get(self._config.retrieval.reranker, ()), *keyed)

    def _reranker(self) -> Estate:
        chosen = self._config.retrieval
        return reranker_estate(self.models, reranker=chosen.reranker, target=chosen.reranker_target)

    def _database(self) -> Estate:
        if self.retrieval:
            return self.retrieval.estate
        database = self._config.database
        assert database.endpoint  # noqa: S101 - the rules demand one of the two
        return existing_database(
            DatabaseAddress(name=database.name, user=database.user, **asdict(database.endpoint))
        )

    def _settings(self) -> dict[str, str]:
        """Returns the settings that no grant carries."""
        return {
            **config_settings(self._config, self._repository),
            "token_issuer": self.auth.issuer,
            "token_client_id": self.auth.client_id,
            "token_keys_url": self.auth.keys_url,
            "allowed_origins": ",".join(self._origins()),
        }

    def _monitoring(self) -> MonitoringStack:
        ingestion, chat = self.ingestion, self.chat_api
        return MonitoringStack(
            self._app,
            "Monitoring",
            functions={**ingestion.functions.by_name, **chat.functions.by_name},
            machines={
                "ingest_document": ingestion.workflows["ingest"].machine,
                "delete_document": ingestion.workflows["delete"].machine,
                "move_workspace": ingestion.workflows["move"].machine,
                "answer_question": chat.answer.machine,
            },
            dead_letters=ingestion.dead_letters,
            alarm_email=self._config.monitoring.alarm_email,
            **self._stack("monitoring"),
        )

    def _web_content(self) -> WebContentStack | None:
        if not self.web:
            return None
        chat, region = self.chat_api, Stack.of(self.chat_api).region
        rest, socket = chat.rest.api.rest_api_id, chat.socket.api.api_id
        return WebContentStack(
            self._app,
            "WebContent",
            bucket=self.web.bucket,
            bucket_arn=self.web.bucket_arn,
            distribution=self.web.distribution,
            built_page=self._repository / "frontend_react" / "dist",
            page_config={
                "region": region,
                "user_pool_id": self.auth.pool.user_pool_id,
                "client_id": self.auth.client_id,
                "api_url": f"https://{rest}.execute-api.{region}.amazonaws.com/{chat.rest.stage_name}",
                "websocket_url": f"wss://{socket}.execute-api.{region}.amazonaws.com/{chat.socket.stage_name}",
            },
            **self._stack("web-content"),
        )
