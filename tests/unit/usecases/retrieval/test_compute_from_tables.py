"""Questions to a table that was found in a document are computed from all of its cells, or not at all."""

from __future__ import annotations

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.domain.generation.models import ModelRequest, TextDelta
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage
from genai_core.usecases.ingestion.document_archive import save_text
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, save_extracted
from genai_core.usecases.retrieval.compute_from_tables import ComputeFromTables

HERE = WorkspaceId("here")
ROWS = "City,Country,Price\nKiel,Germany,950\nBonn,Germany,1250\nOslo,Norway,800\nJena,Germany,1400\n"
PRICES = f"{ROWS}Total,,4400\n"


class Library:
    """Documents that are indexed."""

    def __init__(self) -> None:
        self.blobs = MemoryBlobStore()

    def add(self, name: str, body: str) -> None:
        version = DocumentVersion(HERE, DocumentId(name), name, ContentHash("1"))
        save_extracted(self.blobs, version, read_document(body.encode(), name))
        save_text(self.blobs, version)

    def ask(self, question: str, *passages: Passage, workspace: WorkspaceId = HERE) -> tuple[Passage, ...]:
        return ComputeFromTables(self.blobs)(workspace, question, passages)


def passage(name: str, text: str, *, start: int | None = None, repeated: int = 0) -> Passage:
    chunk = Chunk(ChunkId(f"{name}-0"), DocumentId(name), 0, text, name, start=start, repeated=repeated)
    return Passage(chunk, 0.5)


ROW = "City: Kiel | Country: Germany | Price: 950"
SHOWN = passage("prices.csv", f"City | Country | Price\n{ROW}", start=23, repeated=23)
OTHER = passage("a.txt", "An otter sleeps.")


@pytest.fixture
def library() -> Library:
    library = Library()
    library.add("prices.csv", PRICES)
    return library


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which city has the highest price?", "Jena has the highest Price: 1400 (cell C5)."),
        ("Which is the cheapest city?", "Oslo has the lowest Price: 800 (cell C4)."),
        (
            "Which city in Germany has the lowest price?",
            "Kiel has the lowest Price with Country Germany: 950 (cell C2).",
        ),
        (
            "How many cities are in Germany?",
            "The number of City rows with Country Germany is 3 (cells A2, A3, A5).",
        ),
    ],
)
def test_a_few_rows_are_found_and_all_are_computed(library: Library, question: str, answer: str) -> None:
    first, second = library.ask(question, OTHER, SHOWN)
    assert first.chunk.text == f"{answer}\n\n{SHOWN.chunk.text}"
    assert second is OTHER
    # A citation of the answer points to the rows in the document.
    assert (first.part_at(0).position_of(0), first.part_at(0).position_of(len(first.chunk.text))) == (23, 65)


@pytest.mark.parametrize(
    "question",
    [
        "Which city has the highest price in Europe?",
        "Which city has the highest rent?",
        "Which is the largest city?",
        "Which city except Jena has the highest price?",
        "Which city has the second highest price?",
        "How many cities have a price above 900?",
        "What is the price in Kiel?",
        "What is the total price?",
        "Where do otters sleep?",
    ],
)
def test_what_is_not_plainly_asked_of_the_table_is_not_computed(library: Library, question: str) -> None:
    assert library.ask(question, SHOWN, OTHER) == (SHOWN, OTHER)


def test_two_tables_that_answer_differently_are_not_computed(library: Library) -> None:
    library.add("new.csv", PRICES.replace("1400", "600"))
    newer = passage("new.csv", SHOWN.chunk.text)
    question = "Which city has the highest price?"
    assert library.ask(question, SHOWN, newer) == (SHOWN, newer)
    library.add("copy.csv", PRICES)
    assert "Jena" in library.ask(question, SHOWN, passage("copy.csv", SHOWN.chunk.text))[0].chunk.text


def test_a_document_without_its_whole_text_or_of_another_workspace_is_not_computed(library: Library) -> None:
    question = "Which city has the highest price?"
    old = passage("old.csv", SHOWN.chunk.text)
    assert library.ask(question, old) == (old,)
    assert library.ask(question, SHOWN, workspace=WorkspaceId("elsewhere")) == (SHOWN,)


def test_the_extractive_model_quotes_what_was_computed(library: Library) -> None:
    question = "Which city has the highest price?"
    near = passage("boats.txt", "The city of Kiel has high prices for boats.")
    passages = library.ask(question, near, SHOWN)
    events = ExtractiveLanguageModel().stream(ModelRequest(question, passages, "", (), 300))
    texts = [event.text for event in events if isinstance(event, TextDelta)]
    assert texts == ["Jena has the highest Price: 1400 (cell C5). [1]"]


def test_a_total_is_computed_if_the_table_states_none(library: Library) -> None:
    library.add("prices.csv", ROWS)
    first = library.ask("What is the total price?", SHOWN)[0]
    assert first.chunk.text.startswith("The total Price is 4400 (cells C2, C3, C4, C5).")


def test_formulas_without_values_make_a_table_unknown(library: Library) -> None:
    library.add("prices.csv", PRICES.replace("1250", "=2*700"))
    assert library.ask("Which city has the highest price?", SHOWN) == (SHOWN,)
