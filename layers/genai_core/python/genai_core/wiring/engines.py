"""The search engines of this deployment: each is a search store, opened on first use.

A workspace records its engine, and every request repeats it, because functions that search read no table.
Without one, the engine is PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import quote

from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.workspaces import Engine, SearchBackend
from genai_core.ports.search_store import StoreParts, StoreSettings
from genai_core.ports.secret_source import Secret
from genai_core.settings import settings
from genai_core.wiring.correlation import correlation_id, span
from genai_core.wiring.embedding import encoders
from genai_core.wiring.stores import store_named
from genai_core.wiring.waking import tell_of_waking


@cache
def analyser() -> LexicalAnalyser:
    """Returns the analyser of texts and questions; both must use the same one."""
    from genai_core.adapters.snowball.stemmer import SnowballStemmer
    from genai_core.domain.text.languages import language_called

    spoken = map(language_called, settings().retrieval.languages)
    first, *others = (LexicalAnalyser(SnowballStemmer(language.name), language) for language in spoken)
    return replace(first, others=tuple(others))


def engines() -> tuple[Engine, ...]:
    """Returns the engines of this deployment."""
    addresses: dict[Engine, object] = {
        "postgresql": True,
        "opensearch": settings().opensearch_url,
        "store": settings().store,
    }
    return tuple(engine for engine, address in addresses.items() if address)


def backends() -> tuple[SearchBackend, ...]:
    """Returns the combinations of engine and encoder that workspaces may use."""
    return tuple(SearchBackend(engine, encoder) for engine in engines() for encoder in encoders())


def engine_parts(engine: Engine = "postgresql") -> StoreParts:
    """Returns the ports over an engine; nothing connects before the first call.

    Raises:
        Misconfigured: This deployment does not have the engine.
    """
    return _opened(engine)


@cache
def _opened(engine: Engine) -> StoreParts:
    return _OPENERS[engine]()


def _open_postgresql() -> StoreParts:
    here = settings()
    user, name = quote(here.database_reader or here.database_user), quote(here.database_name)
    host = here.require("database_host")
    url = f"postgresql://{user}@{host}:{here.database_port}/{name}"
    return _open("pgvector", url, auth=here.database_auth)


def _open_opensearch() -> StoreParts:
    return _open("opensearch", settings().require("opensearch_url"), auth=settings().opensearch_auth)


def _open_store() -> StoreParts:
    here = settings()
    return _open(here.require("store"), here.require("store_url"), key=_key(here.store_secret))


_OPENERS: dict[Engine, Callable[[], StoreParts]] = {
    "postgresql": _open_postgresql,
    "opensearch": _open_opensearch,
    "store": _open_store,
}


def _open(name: str, url: str, *, auth: str = "none", key: Secret | None = None) -> StoreParts:
    settings_of_store = StoreSettings(
        url, analyser(), key, auth, on_slow=tell_of_waking, on_behalf_of=correlation_id, span=span
    )
    return store_named(name).open(settings_of_store)


def _key(secret: str) -> Secret | None:
    if not secret:
        return None
    from genai_core.wiring.secrets import secret_source

    return secret_source().read(secret)
