"""Filters and access control have the same effect on every engine and both retrievers, whatever the sizes."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.filters import And, Filter, Metadata, Not, Or
from tests.contract.search_engines import (
    Engine,
    chunks_of,
    document,
    engine_on,
    everything,
    random_vector,
    version,
)

AUTHORS = ("Ada", "Bo", 'Cy "the" O\'Neil; DROP TABLE chunks; --', "50% off", "東京")
DATES = ("2023", "2023-12-31", "2024-01-01T10:00:00Z", "2024-05", "2025-02-03")
TAGS = ("red", "green", "blue")
CONDITIONS: tuple[dict[str, Any], ...] = (
    *({"author": name} for name in AUTHORS),
    {"author": {"in": ["Ada", "50% off"]}},
    {"author": {"exists": False}},
    {"date": "2024"},
    {"date": {"gte": "2023-12", "lt": "2024-05"}},
    {"date": {"gt": "2023"}},
    {"date": {"lte": "2024-01"}},
    {"tags": "red"},
    {"tags": {"in": ["green", "blue"]}},
    {"tags": {"gte": "c", "lt": "h"}},
    {"tags": {"exists": True}},
    {"type": "md"},
)


def random_metadata(rng: random.Random) -> Metadata:
    metadata: dict[str, str | tuple[str, ...]] = {"type": rng.choice(["md", "pdf"])}
    if rng.random() < 0.8:
        metadata["author"] = rng.choice(AUTHORS)
    if rng.random() < 0.8:
        metadata["date"] = rng.choice(DATES)
    metadata["tags"] = tuple(rng.sample(TAGS, rng.randint(0, 3)))
    if rng.random() < 0.3:
        metadata["readers"] = tuple(rng.sample(["ada", "bo", "eve"], rng.randint(1, 2)))
    return metadata


def random_filter(rng: random.Random, depth: int = 2) -> Filter:
    if depth == 0 or rng.random() < 0.3:
        condition = parse_filter(rng.choice(CONDITIONS))
        assert condition is not None
        return condition
    parts = tuple(random_filter(rng, depth - 1) for _ in range(rng.randint(1, 3)))
    return rng.choice([And(parts), Or(parts), Not(parts[0])])


def filled(engine: Engine, workspace: WorkspaceId, count: int = 60) -> dict[str, Metadata]:
    """Writes documents of one chunk with random metadata; returns the metadata by chunk."""
    rng = random.Random(7)
    metadata = {f"d{number}-1-0": random_metadata(rng) for number in range(count)}
    for name, fields in metadata.items():
        chunks = chunks_of(name.split("-")[0], f"common words {name}", metadata=fields)
        engine.chunks.replace_document(workspace, document(name.split("-")[0]), version(1), chunks)
    return metadata


def test_both_retrievers_find_just_what_the_scope_admits(engine: Engine, workspace: WorkspaceId) -> None:
    metadata = filled(engine, workspace)
    rng = random.Random(11)
    wanted: list[Filter | None] = [None, *(parse_filter(condition) for condition in CONDITIONS)]
    wanted += [random_filter(rng) for _ in range(40)]
    for filter_ in wanted:
        for reader in ("ada", "nobody"):
            scope = everything(workspace, reader, filter_)
            admitted = {name for name, fields in metadata.items() if scope.admits(fields)}
            lexical = engine.lexical.search_text(scope, "common", 100)
            dense = engine.vectors.search_vector(scope, random_vector(3), 100)
            assert {hit.chunk_id for hit in lexical} == admitted, filter_
            assert {hit.chunk_id for hit in dense} == admitted, filter_
            fetched = engine.chunks.fetch(scope, list(metadata))
            assert {embedded.chunk.chunk_id for embedded in fetched} == admitted


def test_the_best_that_pass_come_first_however_few_pass(engine: Engine, workspace: WorkspaceId) -> None:
    metadata = filled(engine, workspace)
    scope = everything(workspace, "ada", parse_filter({"author": "東京", "type": "md"}))
    admitted = {name for name, fields in metadata.items() if scope.admits(fields)}
    assert 1 < len(admitted) < 15
    for search in (
        lambda scope, limit: engine.lexical.search_text(scope, "common words", limit),
        lambda scope, limit: engine.vectors.search_vector(scope, random_vector(5), limit),
    ):
        every = [hit for hit in search(everything(workspace, "ada"), 100) if hit.chunk_id in admitted]
        for limit in (1, len(admitted), 50):
            hits = search(scope, limit)
            assert [hit.score for hit in hits] == pytest.approx(
                [hit.score for hit in every][:limit], abs=1e-4
            )


def test_metadata_comes_back_as_it_was_written(engine: Engine, workspace: WorkspaceId) -> None:
    fields = {"author": AUTHORS[2], "tags": ("red", "blue"), "date": "2024"}
    chunks = chunks_of("a", "walrus", metadata=fields)
    engine.chunks.replace_document(workspace, document("a"), version(1), chunks)
    (hit,) = engine.chunks.fetch(everything(workspace), [chunks[0].chunk.chunk_id])
    assert hit.chunk.metadata == fields


def test_access_changes_with_the_documents_next_version(engine: Engine, workspace: WorkspaceId) -> None:
    for number, readers, visible in ((1, ("ada",), 0), (2, (), 1), (3, ("bo", "eve"), 1), (4, ("ada",), 0)):
        metadata = {"readers": readers} if readers else {}
        chunks = chunks_of("a", "walrus", number=number, metadata=metadata)
        engine.chunks.replace_document(workspace, document("a"), version(number), chunks)
        assert len(engine.lexical.search_text(everything(workspace, "eve"), "walrus", 5)) == visible
        assert len(engine.vectors.search_vector(everything(workspace, "eve"), random_vector(1), 5)) == visible


def test_few_that_pass_are_found_behind_an_index_and_behind_bounded_reading(
    postgres_engine: Engine, workspace: WorkspaceId
) -> None:
    rng = np.random.default_rng(5)
    chunks = [
        chunk
        for number in range(3000)
        for chunk in chunks_of(f"n{number}", "common " * int(rng.integers(1, 9)), metadata=_rare(number))
    ]
    postgres_engine.chunks.replace_document(workspace, document("many"), version(1), chunks)
    database = postgres_engine.chunks.database
    bounded = engine_on(database, max_parts=1)
    vectors = type(postgres_engine.vectors)(database, exact_up_to=100)
    assert vectors.ensure_vector_index(workspace)
    scope = everything(workspace, wanted=parse_filter({"tags": "rare"}))
    expected = {f"n{number}-1-0" for number in range(0, 3000, 600)}
    assert {hit.chunk_id for hit in vectors.search_vector(scope, random_vector(9), 10)} == expected
    assert {hit.chunk_id for hit in bounded.lexical.search_text(scope, "common", 10)} == expected


def _rare(number: int) -> dict[str, tuple[str, ...]]:
    return {"tags": ("rare",) if number % 600 == 0 else ("usual",)}
