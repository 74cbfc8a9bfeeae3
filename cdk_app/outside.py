"""What functions reach that no stack of the environment makes: stores, encoders and rerankers elsewhere."""

from __future__ import annotations

from aws_cdk import Stack

from cdk_app.config.environment import EnvironmentConfig
from stacks.constructs.encoder_access import SERVICES as ENCODER_SERVICES
from stacks.constructs.encoder_access import encoder_estate
from stacks.constructs.permissions import Estate
from stacks.constructs.reranker_access import SERVICES as RERANKER_SERVICES
from stacks.constructs.reranker_access import reranker_estate
from stacks.retrieval import DatabaseAddress, existing_database, existing_search, pluggable_store


def outside_estate(config: EnvironmentConfig, stack: Stack) -> Estate:
    """Returns where it is, and what a role needs to use it.

    Args:
        stack: Any of the environment, for its account and region.
    """
    return _search(config) | _reranker(config, stack) | _encoders(config, stack) | _store(config, stack)


def database_estate(config: EnvironmentConfig) -> Estate:
    """Returns a database that runs already; one of our own comes with the retrieval stack."""
    database = config.database
    assert database.endpoint  # noqa: S101 - the rules demand one of the two
    return existing_database(
        DatabaseAddress(name=database.name, user=database.user, **database.endpoint.model_dump())
    )


def called_services(config: EnvironmentConfig) -> tuple[str, ...]:
    """Returns the AWS services that functions in the network call by an endpoint in it; none by a NAT."""
    if config.network and config.network.nat_gateways:
        return ()
    keyed = ("secretsmanager",) if config.store and config.store.secret else ()
    reranking = RERANKER_SERVICES.get(config.retrieval.reranker, ())
    providers = [spec.provider for spec in config.encoders]
    encoding = [name for provider in providers for name in ENCODER_SERVICES.get(provider, ())]
    return tuple(dict.fromkeys((*reranking, *encoding, *keyed)))


def _search(config: EnvironmentConfig) -> Estate:
    found = config.search_endpoint
    return existing_search(found.url, found.auth) if found and found.url else Estate()


def _store(config: EnvironmentConfig, stack: Stack) -> Estate:
    return pluggable_store(stack, **config.store.model_dump()) if config.store else Estate()


def _reranker(config: EnvironmentConfig, stack: Stack) -> Estate:
    chosen = config.retrieval
    return reranker_estate(stack, reranker=chosen.reranker, target=chosen.reranker_target)


def _encoders(config: EnvironmentConfig, stack: Stack) -> Estate:
    rows = config.encoders
    return encoder_estate(
        stack,
        models=[spec.target for spec in rows if spec.provider == "bedrock"],
        endpoints=[spec.target for spec in rows if spec.provider == "sagemaker"],
        secrets=[spec.api_key_secret for spec in rows if spec.api_key_secret],
    )
