"""Rules about values that are valid alone but not together."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_network

from cdk_app.config.address_rules import server_problems
from cdk_app.config.database_rules import database_problems
from cdk_app.config.endpoint_rules import endpoint_problems
from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.model_rules import bedrock_problems, model_problems
from cdk_app.config.problems import Problem
from cdk_app.config.regions import aws_regions
from cdk_app.config.secret_rules import secret_problems
from cdk_app.config.sign_in_rules import sign_in_problems
from genai_core.domain.text.languages import LANGUAGES
from genai_core.errors import Misconfigured
from lambdas.catalogue import FUNCTIONS

_OWN_DISK = re.compile(r"i[0-9]|im[0-9]|[a-z][0-9]+gd\.")
"""Types of OpenSearch nodes with a disk of their own: i3, i4g, im4gn, r6gd and the like."""
_UNENCRYPTED = re.compile(r"(t2|m3|r3)\.")
RESERVABLE = 900
"""Of an account's usual 1,000 concurrent executions, 100 cannot be reserved."""


def check_rules(config: EnvironmentConfig, where: str, *, shell_region: str = "") -> None:
    """Raises Misconfigured for the first broken rule, with path, value and remedy.

    Args:
        shell_region: The region of the credentials, where an environment without one is deployed.
    """
    for rule in _RULES:
        for path, value, remedy in rule(config):
            raise Misconfigured(f"{where}.{path} is {value!r}", remedy=remedy)
    if not config.region and not config.aws_endpoint:
        for path, value, remedy in bedrock_problems(config, shell_region):
            why = f"The credentials are for {shell_region}. {remedy}"
            raise Misconfigured(f"{where}.{path} is {value!r}", remedy=why)


def _region(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.region and config.region not in (known := aws_regions()):
        near = difflib.get_close_matches(config.region, known, n=1)
        remedy = f"Did you mean {near[0]!r}? " if near else ""
        yield "region", config.region, f"{remedy}A new region is known after `make lock UPGRADE=1`."


def _page(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.web and (config.region or "").startswith(("us-gov-", "us-iso")):
        yield "web", "used in " + str(config.region), "CloudFront serves no page there: leave web out."


def _network(config: EnvironmentConfig) -> Iterator[Problem]:
    network = config.network
    if not network:
        return
    try:
        given = ip_network(network.cidr)
    except ValueError:
        yield "network.cidr", network.cidr, "Write the first address of a network, as in 10.0.0.0/16."
        return
    if network.nat_gateways > network.availability_zones:
        remedy = f"A zone has one at most: use up to {network.availability_zones}."
        yield "network.nat_gateways", network.nat_gateways, remedy
    # Each zone has a subnet of 256 addresses of each kind; beside the isolated ones are two for a NAT.
    wanted = network.availability_zones * (3 if network.nat_gateways else 1)
    widest = 24 - (wanted - 1).bit_length()
    if given.prefixlen > widest:
        yield "network.cidr", network.cidr, f"It must be at most /{widest} for {wanted} subnets."


def _profiles(config: EnvironmentConfig) -> Iterator[Problem]:
    search = config.profiles.opensearch
    existing = config.search_endpoint and config.search_endpoint.url
    if config.engine == "opensearch" and not search and not existing:
        yield "engine", "opensearch", "Add profiles.opensearch or search_endpoint, or use pgvector."
    if config.engine == "store" and not config.store:
        yield "engine", "store", "Add store with its name and url, or use pgvector."
    if search and existing:
        yield "search_endpoint.url", existing, "Leave it out: profiles.opensearch makes a domain."
    if search and not config.network:
        yield "network", None, "OpenSearch needs one: add network."
    if search and _UNENCRYPTED.match(search.instance_type):
        remedy = "Its nodes cannot encrypt their disks: use one such as t3.small.search or r7g.large.search."
        yield "profiles.opensearch.instance_type", search.instance_type, remedy
    if search and _OWN_DISK.match(search.instance_type):
        remedy = (
            "Its nodes get disks of volume_gb, and this type takes none: use one such as r7g.large.search."
        )
        yield "profiles.opensearch.instance_type", search.instance_type, remedy


def _reachability(config: EnvironmentConfig) -> Iterator[Problem]:
    """Checks that functions in a network without internet access do not need services outside."""
    if not config.network or config.network.nat_gateways:
        return
    remedy = "Functions in the network cannot reach it: {0}, set network.nat_gateways, or leave network out."
    search, store = config.search_endpoint, config.store
    if config.database.endpoint:
        host = config.database.endpoint.host
        yield "database.endpoint.host", host, remedy.format("use database.aurora, which is made in it")
    if search and search.url:
        yield "search_endpoint.url", search.url, remedy.format("use profiles.opensearch, which is made in it")
    if store and "://" in store.url:
        yield "store.url", store.url, remedy.format("use pgvector or profiles.opensearch")


def _storage(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.storage.customer_key and config.aws_endpoint:
        yield "storage.customer_key", True, "An emulator encrypts nothing: leave it out."


def _functions(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.functions.runtime == "host" and not config.aws_endpoint:
        yield "functions.runtime", "host", "Only an emulator runs it: add aws_endpoint, or use managed."
    yield from _named_functions(config)
    functions = config.functions
    if (total := sum(functions.reserved_concurrency.values())) > RESERVABLE:
        remedy = (
            f"An account's {RESERVABLE + 100} copies leave 100 to all other functions: reserve {RESERVABLE}."
        )
        yield "functions.reserved_concurrency", total, remedy
    versioned = functions.release != "at_once" or functions.snap_start or functions.provisioned_concurrency
    if functions.runtime == "host" and versioned:
        yield (
            "functions.release",
            functions.release,
            "Functions of an emulator have no versions: use managed.",
        )
    for name, copies in functions.provisioned_concurrency.items():
        path = f"functions.provisioned_concurrency.{name}"
        if name in functions.snap_start:
            yield path, copies, "A function with snap_start starts from it: keep one of the two."
        if copies > functions.reserved_concurrency.get(name, copies):
            yield path, copies, "It must not exceed the function's reserved_concurrency."


def _named_functions(config: EnvironmentConfig) -> Iterator[Problem]:
    known = [spec.name for spec in FUNCTIONS]
    functions = config.functions
    lists = {
        "reserved_concurrency": functions.reserved_concurrency,
        "provisioned_concurrency": functions.provisioned_concurrency,
    }
    for setting, copies in lists.items():
        for name, count in copies.items():
            if name not in known:
                yield f"functions.{setting}.{name}", count, f"Use one of {', '.join(known)}."
    for index, name in enumerate(functions.snap_start):
        if name not in known:
            yield f"functions.snap_start[{index}]", name, f"Use one of {', '.join(known)}."


_NEED_TARGET = {
    "onnx": "the folder with model.onnx and tokenizer.json",
    "sagemaker": "the endpoint",
    "bedrock": "the model, by id or ARN",
}


def _retrieval(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.retrieval.passages > config.retrieval.depth:
        yield "retrieval.passages", config.retrieval.passages, "It must not exceed retrieval.depth."
    asks_model = "model" in (config.retrieval.expansion, config.retrieval.self_query)
    known = [model.model_id for model in config.models if model.provider != "extractive"]
    if asks_model and config.retrieval.question_model not in known:
        remedy = (
            f"expansion and self_query by a model need one of {', '.join(known) or 'the models; add one'}."
        )
        yield "retrieval.question_model", config.retrieval.question_model, remedy
    for index, language in enumerate(config.retrieval.languages):
        if language not in LANGUAGES:
            near = difflib.get_close_matches(language, LANGUAGES, n=1)
            remedy = f"Did you mean {near[0]!r}?" if near else f"Use one of {', '.join(LANGUAGES)}."
            yield f"retrieval.languages[{index}]", language, remedy
    if len(set(config.retrieval.languages)) < len(config.retrieval.languages):
        yield "retrieval.languages", list(config.retrieval.languages), "Its entries must differ."
    if config.retrieval.reranker in _NEED_TARGET and not config.retrieval.reranker_target:
        remedy = f"Name {_NEED_TARGET[config.retrieval.reranker]}."
        yield "retrieval.reranker_target", "", remedy
    if config.limits.burst_requests < config.limits.requests_per_second:
        yield (
            "limits.burst_requests",
            config.limits.burst_requests,
            "It must not be below requests_per_second.",
        )


def _answer(config: EnvironmentConfig) -> Iterator[Problem]:
    chosen = config.answer
    able = [model.model_id for model in config.models if model.provider != "extractive"]
    judges = [model.model_id for model in config.models if model.model_id in able and model.role == "judge"]
    if chosen.writer and chosen.writer not in able:
        remedy = f"A writer is one of {', '.join(able) or 'the models that write; add one'}."
        yield "answer.writer", chosen.writer, remedy
    if chosen.judge and chosen.judge not in judges:
        remedy = f"A judge is a model with the role judge: {', '.join(judges) or 'add one'}."
        yield "answer.judge", chosen.judge, remedy
    with_logprobs = [model.model_id for model in config.models if model.provider == "openai"]
    if chosen.verifier == "judge" and chosen.judge not in with_logprobs:
        remedy = (
            "Name as answer.judge a model with the provider openai, whose server gives log-probabilities."
        )
        yield "answer.verifier", "judge", remedy


def _encoders(config: EnvironmentConfig) -> Iterator[Problem]:
    names = [spec.name for spec in config.encoders]
    for index, spec in enumerate(config.encoders):
        where = f"encoders[{index}]"
        if names.index(spec.name) != index:
            yield f"{where}.name", spec.name, "Each encoder needs a name of its own."
        if spec.provider != "onnx" and not spec.target:
            yield f"{where}.target", "", "Name the SageMaker endpoint or the model."
        if spec.provider == "openai" and not spec.endpoint:
            yield f"{where}.endpoint", "", "Give the server's base address, as a rule ending in /v1."
        if spec.provider == "openai" and config.network and not config.network.nat_gateways:
            remedy = (
                "Functions in the network cannot reach it: use another provider, or network.nat_gateways."
            )
            yield f"{where}.provider", spec.provider, remedy


def _origins(config: EnvironmentConfig) -> Iterator[Problem]:
    if not config.allowed_origins and config.web is None:
        yield "allowed_origins", [], "Name an origin, or add web: otherwise no page may call the APIs."


_RULES: Iterable[Callable[[EnvironmentConfig], Iterator[Problem]]] = (
    secret_problems,
    _region,
    _storage,
    _network,
    database_problems,
    model_problems,
    _page,
    _profiles,
    endpoint_problems,
    _reachability,
    server_problems,
    _functions,
    _retrieval,
    _answer,
    _encoders,
    _origins,
    sign_in_problems,
)
