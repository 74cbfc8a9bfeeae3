"""Questions nobody should ask: on every engine they are text, never syntax, and never an error."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.pgvector.connection import Database
from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.passages import Candidate
from genai_core.errors import Unavailable
from tests.contract.search_engines import (
    Engine,
    engine_on,
    everything,
    fill,
    memory_engine,
    opensearch_engine_on,
    random_vector,
)

TEXTS = {"walrus": "a walrus rests on ice", "otter": "an otter sleeps on water", "box": "the box is NOT red"}
SYNTAX = (
    "'; DROP TABLE chunks; --",
    "walrus'); DELETE FROM chunk_vectors WHERE ('1'='1",
    "walrus' UNION SELECT 1 --",
    "$$walrus$$ %s %(name)s {walrus}",
    "walrus & !otter | (ice <-> rests) :*",
    "walrus AND NOT otter",
    "+walrus -otter ^5 ~2",
    "text:walrus _exists_:text *:*",
    '{"query": {"match_all": {}}}',
    "/wal.*/ wal* walru?",
    "[a TO z} (((((",
    '"walrus',
    '"" "" "otter sleeps',
    "<script>walrus</script> ../../../etc/passwd",
    "\\ \\' \\\" \\u0000",
    "& | ! ( ) : * ?",
)
MIXED = "🦭 walrus морж セイウチ فظ ᵂᴬᴸᴿᵁˢ \u202eotter\u202c"
ASKED = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [*" ".join(TEXTS.values()).split(), "AND", "NOT", '"', "(", ")", "&", "|", "!", ":*", "*"]
    )
).map(" ".join)


def names(hits: Iterable[Candidate]) -> list[ChunkId]:
    return [hit.chunk_id for hit in hits]


@pytest.mark.parametrize("question", [*SYNTAX, MIXED])
def test_syntax_of_any_query_language_is_plain_words(
    engine: Engine, workspace: WorkspaceId, question: str
) -> None:
    plain = memory_engine()
    for target in (engine, plain):
        fill(target, workspace, **TEXTS)
    expected = names(plain.lexical.search_text(everything(workspace), question, 10))
    assert names(engine.lexical.search_text(everything(workspace), question, 10)) == expected
    assert engine.chunks.count(workspace) == len(TEXTS)


def test_operators_neither_require_nor_forbid(engine: Engine, workspace: WorkspaceId) -> None:
    fill(engine, workspace, **TEXTS)
    hits = names(engine.lexical.search_text(everything(workspace), "+walrus AND NOT otter -box", 10))
    assert set(hits) == {f"{name}-1-0" for name in TEXTS}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=ASKED)
def test_whatever_is_asked_both_engines_find_the_same(
    postgres_engine: Engine, workspace: WorkspaceId, question: str
) -> None:
    plain = memory_engine()
    for target in (postgres_engine, plain):
        fill(target, workspace, **TEXTS)
    expected = plain.lexical.search_text(everything(workspace), question, 10)
    hits = postgres_engine.lexical.search_text(everything(workspace), question, 10)
    assert names(hits) == names(expected)


def test_a_filter_that_nothing_passes_finds_nothing_and_a_huge_limit_gives_all_that_pass(
    engine: Engine, workspace: WorkspaceId
) -> None:
    fill(engine, workspace, **TEXTS)
    nowhere = everything(workspace, wanted=parse_filter({"author": "nobody' OR '1'='1"}))
    everywhere = everything(workspace, wanted=parse_filter({"author": {"exists": False}}))
    for scope, count in ((nowhere, 0), (everywhere, len(TEXTS))):
        assert len(engine.lexical.search_text(scope, "walrus otter box", 10_000)) == count
        assert len(engine.vectors.search_vector(scope, random_vector(1), 10_000)) == count


def _on_no_postgres(port: int) -> Engine:
    return engine_on(Database("127.0.0.1", port, "quorum", "quorum"))


def _on_no_opensearch(port: int) -> Engine:
    return opensearch_engine_on(OpenSearch(f"http://127.0.0.1:{port}"))


@pytest.mark.parametrize("built", [_on_no_postgres, _on_no_opensearch])
def test_every_call_to_an_engine_that_is_down_says_that_it_cannot_be_reached(
    built: Callable[[int], Engine], workspace: WorkspaceId
) -> None:
    with socket.socket() as taken:
        # Bound and not listening: whoever connects is refused.
        taken.bind(("127.0.0.1", 0))
        engine, scope = built(taken.getsockname()[1]), everything(workspace)
        for call in (
            lambda: engine.lexical.search_text(scope, "walrus", 1),
            lambda: engine.vectors.search_vector(scope, random_vector(1), 1),
            lambda: engine.chunks.fetch(scope, [ChunkId("walrus-1-0")]),
            lambda: engine.tokens.token_frequencies(workspace),
            lambda: engine.values.field_values(scope),
        ):
            with pytest.raises(Unavailable, match="cannot be reached"):
                call()
