"""A corpus of any size out of real text, the same in every run.

Each chunk is made of runs of whole sentences from two real chunks of one evaluation set, as long together
as real chunks are, under the first one's title. So terms keep their frequencies, and rare ones stay rare;
only at the seams two words meet that never met. Embedding a million texts takes hours on two cores, so a
chunk's vector is the mean of its sources' real vectors, weighted by words, plus a little noise, at unit
length; its token vectors are those of its first source. `fidelity` says how near such a vector is to the
encoder's own.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.retrieval.beir import CorpusDocument, read_test_set
from evaluation.retrieval.corpus_chunks import cut, encode
from genai_core.domain.identifiers import ContentHash, DocumentId, chunk_id
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.ports.embedder import Embedder

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared/data/retrieval"
SEED = 20_240_229
VERSION = ContentHash("1")
NOISE = 0.15
"""Length of the noise beside a vector of length 1."""

DOCUMENT_CHUNKS = (50, 500)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Source:
    """One evaluation set, cut and encoded as ingestion does it.

    Attributes:
        sentences: By chunk: its sentences.
        vectors: [n, d] float32, unit length.
    """

    chunks: list[EmbeddedChunk]
    sentences: list[list[str]]
    vectors: np.ndarray


def folders() -> list[Path]:
    """Returns the evaluation sets that lie beside this checkout."""
    return sorted(folder for folder in SETS.glob("*") if (folder / "queries.jsonl").is_file())


def read_questions(a_set: int = 50) -> list[str]:
    """Returns the first questions of each evaluation set, or those of the samples."""
    asked = [list(read_test_set(folder).questions.values())[:a_set] for folder in folders()]
    samples = json.loads((ROOT / "samples/questions.json").read_text())
    return [text for part in asked for text in part] or [row["question"] for row in samples]


def read_sources(embedder: Embedder, cache: Path) -> list[Source]:
    """Returns the real text: the evaluation sets, or the samples where there are none."""
    corpora = [read_test_set(folder).documents for folder in folders()] or [_samples()]
    return [_source(documents, embedder, cache) for documents in corpora]


def _samples() -> list[CorpusDocument]:
    files = sorted([*(ROOT / "samples").glob("*.md"), *(ROOT / "samples").glob("*.txt")])
    return [CorpusDocument(file.stem, file.stem, file.read_text()) for file in files]


def _source(documents: list[CorpusDocument], embedder: Embedder, cache: Path) -> Source:
    chunks = [chunk for parts in cut(documents).values() for chunk in parts]
    encoded = list(encode(chunks, embedder, cache, lambda _: None))
    sentences = [[part for part in _SENTENCE.split(chunk.text) if part] or [chunk.text] for chunk in chunks]
    return Source(encoded, sentences, np.stack([embedded.vector for embedded in encoded]))


def generate(sources: list[Source], count: int) -> Iterator[tuple[DocumentId, list[EmbeddedChunk]]]:
    """Yields documents of 50 to 500 chunks, `count` chunks in all; a longer corpus begins like a shorter."""
    random = np.random.default_rng(SEED)
    sizes = np.array([len(source.chunks) for source in sources], np.float64)
    # The root lets small sets have a say beside a large one.
    shares = np.sqrt(sizes) / np.sqrt(sizes).sum()
    made = number = 0
    while made < count:
        size = int(random.integers(*DOCUMENT_CHUNKS))
        source = sources[int(random.choice(len(sources), p=shares))]
        document = DocumentId(f"document-{number:06}")
        chunks = [_compose(source, document, ordinal, random) for ordinal in range(size)][: count - made]
        yield document, chunks
        made, number = made + len(chunks), number + 1


def _compose(
    source: Source, document: DocumentId, ordinal: int, random: np.random.Generator
) -> EmbeddedChunk:
    first, second, length = random.integers(0, len(source.chunks), 3).tolist()
    wanted = len(source.chunks[length].chunk.text.split())
    share = 0.5 + 0.4 * random.random()
    text, words = _run(source.sentences[first], share * wanted, random)
    more, further = _run(source.sentences[second], (1 - share) * wanted, random)
    vector = words * source.vectors[first] + further * source.vectors[second]
    vector /= np.linalg.norm(vector)
    noise = random.standard_normal(len(vector), np.float32)
    vector += NOISE / np.linalg.norm(noise) * noise
    original = source.chunks[first]
    chunk = Chunk(
        chunk_id(document, VERSION, ordinal), document, ordinal, f"{text} {more}", original.chunk.title
    )
    return EmbeddedChunk(chunk, (vector / np.linalg.norm(vector)).astype(np.float32), original.packed_tokens)


def _run(sentences: list[str], words: float, random: np.random.Generator) -> tuple[str, int]:
    """Returns neighbouring sentences of about so many words, at least one, and how many words they are."""
    start = int(random.integers(len(sentences)))
    chosen, count = [], 0
    for sentence in (*sentences[start:], *reversed(sentences[:start])):
        length = sentence.count(" ") + 1
        if chosen and count + length / 2 > words:
            break
        chosen.append(sentence)
        count += length
    return " ".join(chosen), count


def fidelity(sources: list[Source], embedder: Embedder, sample: int = 256) -> tuple[float, float]:
    """Returns the mean and the 5th percentile of the cosine of made vectors to the encoder's own."""
    made: list[EmbeddedChunk] = []
    for _, chunks in generate(sources, 20 * DOCUMENT_CHUNKS[1]):
        made.extend(chunks[:: max(1, len(chunks) * 20 // sample)])
    made = made[:sample]
    real = embedder.embed([embedded.chunk.searchable_text for embedded in made])
    cosines = np.sum(real * np.stack([embedded.vector for embedded in made]), axis=1)
    return float(cosines.mean()), float(np.percentile(cosines, 5))
