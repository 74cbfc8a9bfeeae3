"""Writes a made corpus as ingestion writes documents, and notes on the way what exact search needs."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np

from genai_core.adapters.pgvector.chunk_index import PgChunkIndex
from genai_core.adapters.pgvector.connection import Database
from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from tests.benchmarks.search_corpus import VERSION

WORKSPACE = WorkspaceId("benchmark")
_BYTES = """
    SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relname IN ('chunks', 'chunk_vectors', 'lexical_blocks', 'lexical_segments')
"""


@dataclass(slots=True)
class NotingAnalyser:
    """The index's analyser, which also records the postings of some questions' terms.

    Attributes:
        places: Place of each of those terms.
        lengths: Length of each chunk in stems.
        hits: Chunk, term and frequency of each posting of those terms.
    """

    analyser: LexicalAnalyser
    places: dict[str, int]
    lengths: list[int] = field(default_factory=list)
    hits: list[tuple[int, int, int]] = field(default_factory=list)

    def for_document(self, chunks: list[Chunk]) -> "NotingAnalyser":
        """Every text of this corpus is English."""
        return self

    def count(self, text: str) -> tuple[Counter[str], int]:
        terms, length = self.analyser.count(text)
        chunk = len(self.lengths)
        self.lengths.append(length)
        self.hits += [(chunk, self.places[term], terms[term]) for term in terms.keys() & self.places.keys()]
        return terms, length


@dataclass(frozen=True, slots=True)
class Loaded:
    """What exact search needs of a corpus that is in the database.

    Attributes:
        chunk_ids: In the order of the other two.
        vectors: [n, d] float16, as stored.
        lengths: [n], in stems.
        hits: [h, 3] int32: chunk, place in `terms`, frequency.
        seconds: How long writing took.
    """

    chunk_ids: list[str]
    vectors: np.ndarray
    lengths: np.ndarray
    terms: list[str]
    hits: np.ndarray
    seconds: float


def load(
    database: Database,
    analyser: LexicalAnalyser,
    documents: Iterable[tuple[DocumentId, list[EmbeddedChunk]]],
    terms: Iterable[str],
    folder: Path,
) -> None:
    """Writes the documents through `replace_document`; what `read_loaded` reads goes into the folder.

    The vector index is not built on the way, as it would be from 5,000 chunks on: its building is
    measured by itself.
    """
    noting = NotingAnalyser(analyser, {term: index for index, term in enumerate(dict.fromkeys(terms))})
    index = PgChunkIndex(database, cast("LexicalAnalyser", noting))  # has all that writing calls
    ids: list[str] = []
    began = shown = time.monotonic()
    with (folder / "vectors.f16").open("wb") as vectors:
        for document, chunks in documents:
            index.replace_document(WORKSPACE, document, VERSION, chunks)
            ids.extend(embedded.chunk.chunk_id for embedded in chunks)
            vectors.write(np.stack([embedded.vector for embedded in chunks]).astype(np.float16).tobytes())
            if time.monotonic() - shown > 30:
                shown = time.monotonic()
                print(f"  {len(ids):,} chunks, {shown - began:.0f} s", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    np.savez(
        folder / "notes.npz",
        lengths=np.array(noting.lengths, np.uint16),
        hits=np.array(noting.hits, np.int32),
    )
    notes = {"seconds": seconds, "terms": list(noting.places), "chunk_ids": ids}
    (folder / "loaded.json").write_text(json.dumps(notes))


def read_loaded(folder: Path) -> Loaded:
    notes = json.loads((folder / "loaded.json").read_text())
    with np.load(folder / "notes.npz") as stored:
        lengths, hits = stored["lengths"], stored["hits"]
    count = len(notes["chunk_ids"])
    vectors = np.memmap(folder / "vectors.f16", np.float16, "r").reshape(count, -1)
    return Loaded(notes["chunk_ids"], vectors, lengths, notes["terms"], hits, notes["seconds"])


def bytes_by_table(database: Database) -> dict[str, int]:
    """Returns the size of each table with its indexes and what is stored out of line."""
    return dict(database.query(_BYTES, ()))
