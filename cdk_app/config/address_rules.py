"""Rules about servers that functions on AWS call: which they reach, and which they may not call over http."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.problems import Problem

_ITSELF = "On AWS this is the function itself: give an address that functions reach."


def server_problems(config: EnvironmentConfig) -> Iterator[Problem]:
    """Yields the problems of servers beside the stacks: path, value and remedy. An emulator has none."""
    if config.aws_endpoint:
        return
    for index, model in enumerate(config.models):
        # The function that asks models is in no network, so it reaches public addresses only.
        yield from _problems(f"models[{index}].endpoint", model.endpoint, may_be_private=False)
    for path, address in _addresses(config):
        yield from _problems(path, address, may_be_private=True)
    if config.store and "://" not in config.store.url:
        remedy = "Functions on AWS share no folder: use a store with a server, or pgvector."
        yield "store.url", config.store.url, remedy
    database = config.database.endpoint
    if database and _is_loopback(database.host):
        yield "database.endpoint.host", database.host, _ITSELF
    if database and database.auth == "trust":
        yield "database.endpoint.auth", "trust", "Anybody who reaches the server could read it: use iam."


def _addresses(config: EnvironmentConfig) -> Iterator[tuple[str, str]]:
    """Yields the addresses of encoders, search and store, each with its path."""
    yield from ((f"encoders[{index}].endpoint", spec.endpoint) for index, spec in enumerate(config.encoders))
    if config.search_endpoint:
        yield "search_endpoint.url", config.search_endpoint.url
    if config.store:
        yield "store.url", config.store.url


def _problems(path: str, address: str, *, may_be_private: bool) -> Iterator[Problem]:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is_loopback(host):
        yield path, address, _ITSELF
    elif parts.scheme == "http" and not (may_be_private and _is_private(host)):
        yield path, address, "Texts and the key would be sent unencrypted: use https."


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_private(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".internal", ".local"))
