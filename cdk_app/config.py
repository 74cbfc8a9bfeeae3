"""`config.json` as typed values: what each environment deploys.

The three steps are reading with inheritance and `${NAME}` (`read_environment`), checking against
`config.schema.json` and the rules a schema cannot say, and building frozen dataclasses. Every failure
is a `Misconfigured` that names the path, the value and the remedy.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from genai_core.domain.generation.models import ModelSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionsConfig:
    """How functions run; see `functions` in the schema."""

    runtime: Literal["managed", "host"]
    tracing: bool = True
    log_days: int = 30
    reserved_concurrency: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageConfig:
    """What is kept, and how long."""

    retain: bool = True
    artifact_days: int = 30
    archive_after_days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkConfig:
    """The network of the functions that reach the database."""

    availability_zones: int = 2
    cidr: str = "10.0.0.0/16"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointConfig:
    """A PostgreSQL that runs already."""

    host: str
    port: int
    auth: Literal["trust", "iam"] = "iam"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuroraConfig:
    """An Aurora Serverless v2 cluster; 0 as `min_acu` lets it pause after `pause_after_s` idle seconds."""

    version: str = "17.7"
    min_acu: float = 0.0
    max_acu: float = 4.0
    pause_after_s: int = 300
    readers: int = 0
    backup_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseConfig:
    """Exactly one of `endpoint` and `aurora` is there."""

    name: str = "quorum"
    user: str = "quorum"
    endpoint: EndpointConfig | None = None
    aurora: AuroraConfig | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalConfig:
    """Candidates per leg, what is asked besides the question, what orders them, and what is handed on."""

    depth: int = 50
    passages: int = 8
    languages: tuple[str, ...] = ("english",)
    reranker: Literal["tokens", "onnx", "sagemaker", "bedrock", "none"] = "tokens"
    reranker_target: str = ""
    reranker_timeout_s: float = 3.0
    expansion: Literal["none", "feedback", "model"] = "none"
    self_query: Literal["off", "rules", "model"] = "rules"
    question_model: str = ""
    question_timeout_s: float = 3.0
    diversity: float = 0.0
    join_neighbours: bool = True
    max_words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConfig:
    """Models of the catalogue that are asked besides those that answer; empty for none."""

    writer: str = ""
    judge: str = ""
    further_s: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsConfig:
    """What one user, and each API, may use; 0 as a budget means none."""

    question_chars: int = 4000
    answer_s: int = 65
    document_bytes: int = 50_000_000
    daily_tokens: int = 0
    daily_cost_usd: float = 0.0
    requests_per_second: int = 50
    burst_requests: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringConfig:
    """Whom alarms reach, and when a document counts as stuck."""

    alarm_email: str | None = None
    stuck_after_minutes: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """The page behind CloudFront."""

    price_class: str = "PriceClass_100"


@dataclass(frozen=True, slots=True, kw_only=True)
class WafConfig:
    """The web firewall: managed rules and a rate limit per address."""

    requests_per_5_minutes: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEndpointConfig:
    """An OpenSearch that runs already; an empty `url` is none. `auth`: signed for es or aoss, or none."""

    url: str
    auth: Literal["es", "aoss", "none"] = "es"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearchConfig:
    """A search domain in the network's isolated subnets."""

    instance_type: str = "r7g.large.search"
    instances: int = 2
    volume_gb: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreConfig:
    """A pluggable store: its entry point's name, where it is, and the secret that holds its key."""

    name: str
    url: str
    secret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SageMakerConfig:
    """A real-time endpoint, from a model package or from a framework's container."""

    endpoint_name: str
    instance_type: str
    model_package_arn: str | None = None
    model_data_url: str | None = None
    framework: str = "huggingface-llm"
    framework_version: str | None = None
    environment: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilesConfig:
    """Parts that cost money while idle; None where not named."""

    waf: WafConfig | None = None
    opensearch: OpenSearchConfig | None = None
    sagemaker: SageMakerConfig | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentConfig:
    """One environment; the fields are described in `config.schema.json`."""

    name: str
    allowed_origins: tuple[str, ...]
    functions: FunctionsConfig
    database: DatabaseConfig
    models: tuple[ModelSpec, ...]
    retrieval: RetrievalConfig
    limits: LimitsConfig
    account: str | None = None
    region: str | None = None
    aws_endpoint: str | None = None
    engine: Literal["pgvector", "opensearch", "store"] = "pgvector"
    store: StoreConfig | None = None
    search_endpoint: SearchEndpointConfig | None = None
    answer: AnswerConfig = field(default_factory=AnswerConfig)
    storage: StorageConfig = field(default_factory=StorageConfig)
    network: NetworkConfig | None = None
    monitoring: MonitoringConfig = field(default_factory=MonitoringConfig)
    web: WebConfig | None = None
    profiles: ProfilesConfig = field(default_factory=ProfilesConfig)


def build_environment(name: str, values: dict[str, Any]) -> EnvironmentConfig:
    """Returns checked values as dataclasses."""
    return build(EnvironmentConfig, {"name": name, **values})


def build(kind: Any, value: Any) -> Any:
    """Returns JSON `value` as `kind`: a dataclass, a tuple of such, an optional, or the value itself."""
    if isinstance(kind, types.UnionType):
        inner = next(option for option in get_args(kind) if option is not type(None))
        return None if value is None else build(inner, value)
    if get_origin(kind) is tuple:
        return tuple(build(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {spec.name for spec in fields(kind)}
        return kind(**{key: build(hints[key], item) for key, item in value.items() if key in known})
    return value
