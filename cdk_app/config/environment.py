"""One environment of `config.json`, as typed values with their descriptions and limits.

What functions read is declared in `genai_core.settings`, the models in `genai_core.domain.generation`; the
rest is here. `config.schema.json` and `docs/reference/settings.md` are generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr

from cdk_app.config.endpoints import EndpointConfig
from cdk_app.config.section import Section
from cdk_app.config.sign_in import SignInConfig
from genai_core.domain.declared import setting
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.retrieval.encoder_specs import DEFAULT_ENCODERS, EncoderSpec
from genai_core.settings import AnswerSettings, LimitSettings, MonitoringSettings, RetrievalSettings

Identifier = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,62}$")]


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) < len(values):
        raise ValueError("Its entries must differ from one another")
    return values


class FunctionsConfig(Section):
    """How functions run."""

    runtime: Literal["managed", "host"] = Field(
        description="`managed`: Lambda's own Python on arm64 with layers; `host`: this machine's Python, "
        "under the real runtime client."
    )
    tracing: bool = Field(default=True, description="X-Ray traces of functions and state machines.")
    log_days: Literal[1, 3, 5, 7, 14, 30, 60, 90, 180, 365] = Field(
        default=30, description="How long logs are kept."
    )
    reserved_concurrency: dict[str, Annotated[int, Field(ge=1, le=900)]] = Field(
        default={},
        description="Highest number of copies at a time, by function name; it also takes them from the "
        "account's pool.",
    )
    release: Literal["at_once", "canary"] = Field(
        default="at_once",
        description="How a new version takes over: `canary` gives it a tenth of the calls for five minutes, "
        "and takes it back if one of them fails. It adds an alarm for each function.",
    )
    snap_start: Annotated[tuple[str, ...], AfterValidator(_distinct)] = Field(
        default=(),
        description="Names of functions that start from a snapshot taken after their imports; it is paid for "
        "by the hour and by each start.",
    )
    provisioned_concurrency: dict[str, Annotated[int, Field(ge=1, le=100)]] = Field(
        default={},
        description="Copies that are kept ready, by function name; they are paid for while they wait.",
    )


class StorageConfig(Section):
    """What is kept, and how long."""

    retain: bool = Field(
        default=True,
        description="Whether buckets, tables, users and the database stay when the stacks are destroyed.",
    )
    customer_key: bool = Field(
        default=False,
        description="Whether a KMS key of the environment's own, 1 USD a month, encrypts buckets, tables, "
        "queues, topics, logs, the database and its secret. Decide it before the first deployment: a "
        "database cannot change its key.",
    )
    artifact_days: int = Field(default=30, ge=1, le=365, description="How long files of ingestion are kept.")
    archive_after_days: int = Field(default=90, ge=1, description="When originals move to cheaper storage.")


class NetworkConfig(Section):
    """The network of the functions that connect to the database."""

    availability_zones: int = Field(default=2, ge=2, le=3, description="Zones with subnets.")
    nat_gateways: int = Field(
        default=0,
        ge=0,
        le=3,
        description="Ways out for functions that search elsewhere, with public subnets; 37 USD a month "
        "each. The database, and functions that read files, stay without one.",
    )
    cidr: str = Field(
        default="10.0.0.0/16",
        pattern="^([0-9]{1,3}\\.){3}[0-9]{1,3}/(1[6-9]|2[0-4])$",
        description="Its addresses.",
    )


class DatabaseEndpointConfig(Section):
    """A PostgreSQL with pgvector that runs already."""

    host: str = Field(min_length=1, description="Its host.")
    port: int = Field(ge=1, le=65535, description="Its port.")
    auth: Literal["trust", "iam"] = Field(default="iam", description="How functions sign in.")


class AuroraConfig(Section):
    """An Aurora Serverless v2 cluster that the stacks create."""

    version: str = Field(
        default="17.7", pattern="^[0-9]{2}\\.[0-9]{1,2}$", description="Version of PostgreSQL."
    )
    min_acu: float = Field(
        default=0.0, ge=0, le=128, multiple_of=0.5, description="Capacity; 0 pauses the cluster when idle."
    )
    max_acu: float = Field(default=4.0, ge=1, le=256, multiple_of=0.5, description="Capacity under load.")
    pause_after_s: int = Field(default=300, ge=300, le=86400, description="Idle seconds before a pause.")
    wake_on_connect: bool = Field(
        default=False,
        description="Whether a paused cluster is woken when somebody opens the page, before the first "
        "question. Each time costs `pause_after_s` of half a unit, 0.005 USD at 300 seconds.",
    )
    readers: int = Field(default=0, ge=0, le=5, description="Read replicas.")
    backup_days: int = Field(default=7, ge=1, le=35, description="How long backups are kept.")


class DatabaseConfig(Section):
    """Either `endpoint` or `aurora`."""

    name: Identifier = Field(default="quorum", description="Name of the database.")
    user: Identifier = Field(
        default="quorum",
        max_length=50,
        description="User of the functions that write; those that search sign in to a cluster of ours as "
        "`<user>_reader`.",
    )
    endpoint: DatabaseEndpointConfig | None = None
    aurora: AuroraConfig | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsConfig(LimitSettings):
    """What one user, and each API, may use."""

    batches_at_once: int = setting(
        8, "Batches of one document that are embedded, or whose pages are recognised, at a time.", ge=1, le=40
    )
    requests_per_second: int = setting(50, "Steady rate of each API.", ge=1, le=10000)
    burst_requests: int = setting(100, "Burst of each API; at least the steady rate.", ge=1, le=10000)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringConfig(MonitoringSettings):
    """Who receives alarms, what is drawn, and when work counts as stuck."""

    alarm_email: str | None = setting(None, "Address for alarms.", pattern="^[^@ ]+@[^@ ]+\\.[^@ ]+$")
    dashboard: bool = setting(True, "Whether there are two CloudWatch dashboards; an account's fourth costs.")
    slow_answer_s: float = setting(
        45.0, "An alarm rings if one answer in ten takes longer for a quarter of an hour; 0 for none.", ge=0
    )
    daily_cost_usd: float = setting(
        0.0, "An alarm rings if all models together cost more in a day; 0 for none.", ge=0
    )


class DeliveryConfig(Section):
    """A role by which GitHub Actions deploy the environment; see docs/operations/delivery.md."""

    repository: str = Field(
        pattern="^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$",
        description="`owner/name`; its jobs in the environment of the same name may deploy.",
    )


class WebConfig(Section):
    """The page behind CloudFront."""

    price_class: Literal["PriceClass_100", "PriceClass_200", "PriceClass_All"] = Field(
        default="PriceClass_100", description="Where CloudFront serves from."
    )


class SearchEndpointConfig(Section):
    """An OpenSearch that runs already, instead of `profiles.opensearch`."""

    url: str = Field(pattern="^(https?://[^/ ]+)?$", description="Its address; empty for none.")
    auth: Literal["es", "aoss", "none"] = Field(
        default="es",
        description="Requests are signed for a domain, for a serverless collection, or not at all.",
    )


class StoreConfig(Section):
    """A pluggable store; docs/concepts/stores.md says what each can do."""

    name: str = Field(
        pattern="^[a-z0-9_-]+$",
        description="Its entry point in the group quorum.stores: qdrant, faiss, chroma, or another's.",
    )
    url: str = Field(min_length=1, description="Its address, or a folder for one without a server.")
    secret: str = Field(
        default="", pattern="^[A-Za-z0-9/_+=.@-]*$", description="Name of the secret that holds its key."
    )


class WafConfig(Section):
    """The web firewall: managed rules and a rate limit per address."""

    requests_per_5_minutes: int = Field(default=2000, ge=100, le=2_000_000, description="Limit per address.")


class OpenSearchConfig(Section):
    """A search domain in the network's isolated subnets."""

    instance_type: str = Field(
        default="r7g.large.search",
        pattern="^[a-z0-9]+\\.[a-z0-9]+\\.search$",
        description="Type of its nodes.",
    )
    instances: int = Field(default=2, ge=1, le=30, description="Number of nodes.")
    volume_gb: int = Field(default=50, ge=10, le=3000, description="Disk of each node.")


class ProfilesConfig(Section):
    """Parts that cost money while idle; each is deployed only if it is named."""

    waf: WafConfig | None = None
    opensearch: OpenSearchConfig | None = None
    sagemaker: tuple[EndpointConfig, ...] = Field(
        default=(), description="Endpoints of SageMaker: language models, encoders, rerankers."
    )


class EnvironmentConfig(Section):
    """One environment."""

    _name: str = PrivateAttr("")

    account: str | None = Field(
        default=None, pattern="^[0-9]{12}$", description="Left out: the account of the credentials."
    )
    region: str | None = Field(
        default=None,
        pattern="^[a-z]{2}(-[a-z]+)+-[0-9]$",
        description="Left out: the region of the credentials.",
    )
    aws_endpoint: str | None = Field(
        default=None,
        pattern="^https?://[^/ ]+$",
        description="One address that serves every AWS API, for an emulator; left out on AWS.",
    )
    allowed_origins: Annotated[
        tuple[Annotated[str, Field(pattern="^https?://[^/* ]+$")], ...], AfterValidator(_distinct)
    ] = Field(description="Web origins that may call the APIs, besides the page that the web stack serves.")
    engine: Literal["pgvector", "opensearch", "store"] = Field(
        default="pgvector", description="What new workspaces are searched by."
    )
    store: StoreConfig | None = None
    search_endpoint: SearchEndpointConfig | None = None
    functions: FunctionsConfig
    storage: StorageConfig = StorageConfig()
    network: NetworkConfig | None = None
    database: DatabaseConfig
    models: tuple[ModelSpec, ...] = Field(min_length=1, max_length=20)  # a role holds permissions for these
    encoders: tuple[EncoderSpec, ...] = Field(
        default=DEFAULT_ENCODERS,
        min_length=1,
        description="The first is that of new workspaces, and checks answers.",
    )
    retrieval: RetrievalSettings
    answer: AnswerSettings = AnswerSettings()
    limits: LimitsConfig
    monitoring: MonitoringConfig = MonitoringConfig()
    sign_in: SignInConfig = SignInConfig()
    web: WebConfig | None = None
    delivery: DeliveryConfig | None = None
    profiles: ProfilesConfig = ProfilesConfig()

    @property
    def name(self) -> str:
        """The environment's key in the file."""
        return self._name

    def called(self, name: str) -> EnvironmentConfig:
        """Returns this environment with its name."""
        self._name = name
        return self
