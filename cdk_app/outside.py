"""Access to stores, encoders and rerankers that no stack of the environment creates."""

from __future__ import annotations

from aws_cdk import Stack

from cdk_app.config.environment import EnvironmentConfig
from stacks.constructs.encoder_access import SERVICES as ENCODER_SERVICES
from stacks.constructs.encoder_access import encoder_registry
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.reranker_access import SERVICES as RERANKER_SERVICES
from stacks.constructs.reranker_access import reranker_registry
from stacks.retrieval import DatabaseAddress, existing_database, existing_search, pluggable_store


def outside_registry(config: EnvironmentConfig, stack: Stack) -> ResourceRegistry:
    """Returns their addresses and the permissions to use them.

    Args:
        stack: Any stack of the environment, for its account and region.
    """
    return _search(config) | _reranker(config, stack) | _encoders(config, stack) | _store(config, stack)


def database_registry(config: EnvironmentConfig) -> ResourceRegistry:
    """Returns an existing database; the retrieval stack adds one that it creates."""
    database = config.database
    assert database.endpoint  # noqa: S101 - the rules demand one of the two
    return existing_database(
        DatabaseAddress(name=database.name, user=database.user, **database.endpoint.model_dump())
    )


def called_services(config: EnvironmentConfig) -> tuple[str, ...]:
    """Returns the AWS services for which functions in the network need an endpoint; none with a NAT."""
    if config.network and config.network.nat_gateways:
        return ()
    keyed = ("secretsmanager",) if config.store and config.store.secret else ()
    reranking = RERANKER_SERVICES.get(config.retrieval.reranker, ())
    providers = [spec.provider for spec in config.encoders]
    encoding = [name for provider in providers for name in ENCODER_SERVICES.get(provider, ())]
    return tuple(dict.fromkeys((*reranking, *encoding, *keyed)))


def _search(config: EnvironmentConfig) -> ResourceRegistry:
    endpoint = config.search_endpoint
    return existing_search(endpoint.url, endpoint.auth) if endpoint and endpoint.url else ResourceRegistry()


def _store(config: EnvironmentConfig, stack: Stack) -> ResourceRegistry:
    return pluggable_store(stack, **config.store.model_dump()) if config.store else ResourceRegistry()


def _reranker(config: EnvironmentConfig, stack: Stack) -> ResourceRegistry:
    chosen = config.retrieval
    return reranker_registry(stack, reranker=chosen.reranker, target=chosen.reranker_target)


def _encoders(config: EnvironmentConfig, stack: Stack) -> ResourceRegistry:
    rows = config.encoders
    return encoder_registry(
        stack,
        models=[spec.target for spec in rows if spec.provider == "bedrock"],
        endpoints=[spec.target for spec in rows if spec.provider == "sagemaker"],
        secrets=[spec.api_key_secret for spec in rows if spec.api_key_secret],
    )
