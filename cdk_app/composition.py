"""Composes the stacks of one environment: the only place where configuration becomes values."""

from __future__ import annotations

from typing import Any

from aws_cdk import App, Duration, Environment, Stack, Tags

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.federation import sign_in_host, sign_in_values
from cdk_app.function_platform import RETENTION, Sources, function_platform
from cdk_app.function_settings import config_settings
from cdk_app.model_catalogue import catalogue_rows
from cdk_app.model_endpoints import endpoint_values
from cdk_app.offered_backends import offered_backends
from cdk_app.outside import called_services, database_registry, outside_registry
from cdk_app.page_config import page_config, page_hosts
from genai_core.domain.callers import GROUPS
from stacks.account import STACK_NAME as ACCOUNT_STACK
from stacks.account import AccountStack
from stacks.auth import AuthStack
from stacks.chat_api import ChatApiStack
from stacks.constructs.api_rates import ApiRates
from stacks.constructs.encrypted_stores import encrypt_with
from stacks.constructs.library_logs import keep_library_logs
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.search_domain import DomainValues
from stacks.constructs.vector_database import ClusterValues
from stacks.constructs.watched import Limits, Watched
from stacks.delivery import DeliveryStack
from stacks.ingestion import AtOnce, IngestionStack
from stacks.key import KeyStack
from stacks.models import ModelsStack
from stacks.monitoring import MonitoringStack
from stacks.network import NetworkStack
from stacks.retrieval import RetrievalStack
from stacks.storage import StorageStack
from stacks.web import WebStack
from stacks.web_content import WebContentStack


class Composition:
    """The stacks of one environment, by name."""

    def __init__(self, app: App, config: EnvironmentConfig, sources: Sources) -> None:
        self._app, self._config, self._sources = app, config, sources
        self._retention = RETENTION[config.functions.log_days]
        self._prefix = f"quorum-{config.name}"
        self.account = self._account()
        self.web = self._web()
        self.auth = AuthStack(
            app,
            "Auth",
            retain=config.storage.retain,
            groups=GROUPS,
            keys_host=config.aws_endpoint,
            sign_in=sign_in_values(config, page=self.web.origin if self.web else ""),
            **self._stack("auth"),
        )
        self.storage = StorageStack(
            app,
            "Storage",
            **config.storage.model_dump(exclude={"customer_key"}),
            # An emulator deletes buckets with all they hold, and runs no functions of the library.
            emptied=not config.storage.retain and not config.aws_endpoint,
            allowed_origins=self._origins(),
            backends=None if config.aws_endpoint else offered_backends(config),
            **self._stack("storage"),
        )
        self.network = self._network()
        self.retrieval = self._retrieval()
        self.models = self._models()
        self._compose_functions()

    def _compose_functions(self) -> None:
        registry = self._registry()
        platform = function_platform(self._config, self._sources, prefix=self._prefix, network=self.network)
        self.ingestion = IngestionStack(
            self._app,
            "Ingestion",
            platform=platform,
            registry=registry,
            definitions=self._sources.repository / "statemachines",
            dropped=self.storage.dropped,
            reconcile_every=Duration.minutes(self._config.monitoring.stuck_after_minutes // 3),
            at_once=AtOnce(
                documents=self._config.limits.documents_at_once, batches=self._config.limits.batches_at_once
            ),
            **self._stack("ingestion"),
        )
        self.chat_api = ChatApiStack(
            self._app,
            "ChatApi",
            platform=platform,
            registry=registry | self.ingestion.registry,
            definitions=self._sources.repository / "statemachines",
            endpoint=self._config.aws_endpoint,
            rates=self._rates(),
            status_topic=self.ingestion.status_topic,
            **self._stack("chat-api"),
        )
        self.monitoring = self._monitoring()
        self.web_content = self._web_content()
        if delivery := self._config.delivery:
            DeliveryStack(
                self._app,
                "Delivery",
                repository=delivery.repository,
                environment=self._config.name,
                **self._stack("delivery"),
            )
        self._tag()
        self._after_account()
        self._after_check()
        keep_library_logs(self._app, self._retention)
        self._encrypt()

    def _account(self) -> AccountStack | None:
        """Returns the stack that all environments of an account and region share; an emulator needs none."""
        if self._config.aws_endpoint:
            return None
        return AccountStack(self._app, "Account", stack_name=ACCOUNT_STACK, env=self._account_and_region())

    def _tag(self) -> None:
        Tags.of(self._app).add("project", "quorum")
        for stack in self._app.node.children:
            if stack is not self.account:
                Tags.of(stack).add("environment", self._config.name)

    def _after_account(self) -> None:
        for stack in (self.chat_api, self.retrieval):
            if stack and self.account:
                stack.add_stack_dependency(self.account)

    def _encrypt(self) -> None:
        """Encrypts what the environment stores with a key of its own, if that is switched on."""
        storage = self._config.storage
        if not storage.customer_key:
            return
        key = KeyStack(self._app, "Key", prefix=self._prefix, retain=storage.retain, **self._stack("key"))
        stacks = (stack for stack in self._app.node.children if isinstance(stack, Stack))
        encrypt_with(key.key.key_arn, (stack for stack in stacks if stack not in (key, self.account)))

    def _after_check(self) -> None:
        """Deploys engines and encoders after storage, which checks that no workspace loses its own."""
        for stack in (self.retrieval, self.models):
            if stack:
                stack.add_stack_dependency(self.storage)

    def _account_and_region(self) -> Environment | None:
        account, region = self._config.account, self._config.region
        return Environment(account=account, region=region) if account or region else None

    def _stack(self, name: str) -> dict[str, Any]:
        config = self._config
        return {
            "stack_name": f"{self._prefix}-{name}",
            "env": self._account_and_region(),
            "termination_protection": config.storage.retain
            and name in ("auth", "storage", "retrieval", "key"),
        }

    def _origins(self) -> tuple[str, ...]:
        page = (self.web.origin,) if self.web else ()
        return (*page, *self._config.allowed_origins)

    def _web(self) -> WebStack | None:
        web = self._config.web
        if not web:
            return None
        values = {"retain": self._config.storage.retain, "sign_in_host": sign_in_host(self._config)}
        return WebStack(self._app, "Web", **web.model_dump(), **values, **self._stack("web"))

    def _network(self) -> NetworkStack | None:
        network = self._config.network
        if not network:
            return None
        return NetworkStack(
            self._app,
            "Network",
            **network.model_dump(),
            log_retention=self._retention,
            services=called_services(self._config),
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
                reader=f"{database.user}_reader",
                schema=self._sources.schema,
                **database.aurora.model_dump(exclude={"wake_on_connect"}),
            ),
            search=DomainValues(name=self._prefix, **search.model_dump()) if search else None,
            retain=self._config.storage.retain,
            log_retention=self._retention,
            **self._stack("retrieval"),
        )

    def _models(self) -> ModelsStack:
        config = self._config
        return ModelsStack(
            self._app,
            "Models",
            catalogue=catalogue_rows(config.models),
            parameter_name=f"/quorum/{config.name}/models",
            endpoints=[
                endpoint_values(each, region=config.region, sources=self._sources)
                for each in config.profiles.sagemaker
            ],
            prefix=self._prefix,
            retain=config.storage.retain,
            log_retention=self._retention,
            **self._stack("models"),
        )

    def _rates(self) -> ApiRates:
        limits, waf = self._config.limits, self._config.profiles.waf
        return ApiRates(
            requests_per_second=limits.requests_per_second,
            burst_requests=limits.burst_requests,
            per_address_in_5_minutes=waf.requests_per_5_minutes if waf else None,
        )

    def _registry(self) -> ResourceRegistry:
        database = self.retrieval.registry if self.retrieval else database_registry(self._config)
        outside = outside_registry(self._config, self.models)
        made = self.storage.registry | self.models.registry | database
        users = ResourceRegistry(
            arns={"user_pool": (self.auth.pool.user_pool_arn,)},
            settings={"user_pool_id": self.auth.pool.user_pool_id},
        )
        return made | outside | users | ResourceRegistry(settings=self._settings())

    def _settings(self) -> dict[str, str]:
        """Returns the settings that no grant carries."""
        return {
            **config_settings(self._config, self._sources.repository),
            "token_issuer": self.auth.issuer,
            "token_client_id": self.auth.client_id,
            "token_keys_url": self.auth.keys_url,
            "allowed_origins": ",".join(self._origins()),
        }

    def _monitoring(self) -> MonitoringStack:
        monitoring = self._config.monitoring
        return MonitoringStack(
            self._app,
            "Monitoring",
            environment=self._config.name,
            watched=self._watched(),
            limits=Limits(slow_answer_s=monitoring.slow_answer_s, daily_cost_usd=monitoring.daily_cost_usd),
            alarm_email=monitoring.alarm_email,
            dashboard=monitoring.dashboard,
            formulas=not self._config.aws_endpoint,
            **self._stack("monitoring"),
        )

    def _watched(self) -> Watched:
        ingestion, chat = self.ingestion, self.chat_api
        return Watched(
            functions={**ingestion.functions.by_name, **chat.functions.by_name},
            machines={
                "ingest_document": ingestion.workflows["ingest"].machine,
                "delete_document": ingestion.workflows["delete"].machine,
                "move_workspace": ingestion.workflows["move"].machine,
                "answer_question": chat.answer.machine,
            },
            rest_api=chat.rest.api,
            socket_api=chat.socket.api,
            inbox=ingestion.inbox,
            dead_letters={"Inbox": ingestion.dead_letters},
            models=[model.model_id for model in self._config.models],
            cluster=self.retrieval.cluster if self.retrieval else None,
        )

    def _web_content(self) -> WebContentStack | None:
        if not self.web:
            return None
        return WebContentStack(
            self._app,
            "WebContent",
            web=self.web,
            built_page=self._sources.page,
            page_config=page_config(self._config, self.chat_api, self.auth),
            hosts=page_hosts(self._config, self.chat_api, self.auth, self.storage),
            log_retention=self._retention,
            **self._stack("web-content"),
        )
