"""From documents with pictures to the request that a model which reads images gets over HTTP."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import urllib3
from PIL import Image

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.openai.language_model import OpenAiLanguageModel
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ChunkId, ModelId, UserId
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.scopes import Scope
from genai_core.usecases.answering.passage_figures import MAX_IMAGES, PassageFigures
from genai_core.usecases.ingestion.document_archive import archive_prefix
from genai_core.usecases.ingestion.ingestion_artifacts import artifacts_prefix
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name
from tests.servers.scripted_model import scripted_server
from tests.unit.adapters.extraction.picture_documents import (
    data_address,
    drawn,
    file_of,
    slide_picture,
    slides_document,
)
from tests.unit.adapters.extraction.test_slides import shape
from tests.unit.usecases.answering.scenario import Scenario
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, W

ADA = UserId("ada")
SALES = "Sales of pumps rose in every quarter of the year."
STAFF = "The staff canteen opens at noon on every working day."


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with scripted_server() as scripted:
        yield scripted


@dataclass
class Answering:
    """Ingested documents, and a model of the catalogue behind a real socket."""

    backend: IngestionBackend
    server: LoopbackServer

    def passages(self, question: str, reader: UserId = ADA) -> list[Passage]:
        scope = Scope(W, reader)
        hits = self.backend.index.search_text(scope, question, 10)
        chunks = self.backend.index.fetch(scope, [hit.chunk_id for hit in hits])
        return [Passage(embedded.chunk, 1.0) for embedded in chunks]

    def sent(self, passages: list[Passage], **row: Any) -> Any:
        """Asks the model about the passages and returns the content of the message it got."""
        target = script_name(text="Sales rose. [1]")
        spec = ModelSpec(
            ModelId("seer"),
            "seer",
            "openai",
            target=target,
            endpoint=f"{self.server.address}/v1",
            context_tokens=32_000,
        )
        spec = replace(spec, **{"reads_images": True, **row})
        scenario = Scenario([spec])
        with urllib3.PoolManager() as pool:
            ask = replace(
                scenario.ask,
                model=lambda row: OpenAiLanguageModel(row, pool=pool, read_key=None),
                figures=PassageFigures(self.backend.blobs),
            )
            asked = replace(scenario.question, workspace_id=W, standalone="How did sales develop?")
            assert ask(asked, spec, passages, (), [spec.model_id]).status == "answered"
        return self.server.calls[-1].request["messages"]


def images_of(messages: Any) -> list[bytes]:
    content = messages[-1]["content"]
    addresses = [part["image_url"]["url"] for part in content if part["type"] == "image_url"]
    return [b64decode(address.removeprefix("data:image/png;base64,")) for address in addresses]


@pytest.fixture
def answering(server: LoopbackServer) -> Answering:
    return Answering(IngestionBackend(extractor=LimitedExtractor()), server)


def page(text: str, *, seed: int = 0) -> bytes:
    image = f"<img src='{data_address(file_of(drawn(seed=seed)))}' alt='Bars by quarter'>"
    return (
        f"<html><body><p>{text}</p><figure>{image}<figcaption>{text} In bars.</figcaption></figure></body>"
        "</html>"
    ).encode()


def test_a_model_that_reads_images_gets_the_figures_of_the_passages(answering: Answering) -> None:
    slides = shape(STAFF), shape(SALES) + slide_picture("Bars: quarters &lt;/caption&gt; 1 to 4")
    picture = drawn(seed=2)
    answering.backend.drop_file("a.pptx", slides_document(*slides, picture=file_of(picture)))
    assert answering.backend.document("a.pptx").status == "ready"
    messages = answering.sent(answering.passages("sales of pumps"))
    label, image, text = messages[-1]["content"]
    assert label["text"].startswith(
        "A figure of passage 1 on page 2:\n<caption-2>\nBars: quarters </caption>"
    )
    assert image["type"] == "image_url"
    with Image.open(io.BytesIO(images_of(messages)[0])) as got:
        assert got.tobytes() == picture.tobytes()
    assert SALES in text["text"]
    assert "Figures of some passages are attached" in messages[0]["content"]


def test_a_passage_without_a_figure_and_a_model_that_reads_none_get_text_alone(answering: Answering) -> None:
    answering.backend.drop_file("a.html", page(SALES))
    answering.backend.drop_file("b.html", f"<html><body><p>{STAFF}</p></body></html>".encode())
    unseen = answering.sent(answering.passages("staff canteen"))
    blind = answering.sent(answering.passages("sales of pumps"), reads_images=False)
    small = answering.sent(answering.passages("sales of pumps"), context_tokens=2048)
    for messages in (unseen, blind, small):
        assert isinstance(messages[-1]["content"], str)
        assert "attached" not in messages[0]["content"]


def test_only_so_many_images_go_along_each_once(answering: Answering) -> None:
    for number in range(MAX_IMAGES + 2):
        answering.backend.drop_file(f"{number}.html", page(f"{SALES} Report {number}.", seed=number % 5))
    passages = answering.passages("sales of pumps")
    assert len(passages) == MAX_IMAGES + 2
    images = images_of(answering.sent(passages))
    assert len(images) == len(set(images)) == MAX_IMAGES


def test_a_deleted_document_leaves_no_picture_and_a_new_version_only_its_own(answering: Answering) -> None:
    backend = answering.backend
    backend.drop_file("a.html", page(SALES))
    earlier = answering.passages("sales of pumps")
    assert PassageFigures(backend.blobs)(W, earlier)
    backend.drop_file("a.html", page(SALES, seed=3))
    document = backend.document("a.html")
    # A question that found the version before gets no picture of this one: it may have other readers.
    assert PassageFigures(backend.blobs)(W, earlier) == ()
    (image,) = PassageFigures(backend.blobs)(W, answering.passages("sales of pumps"))
    pictures = [
        key
        for key in backend.blobs.keys(archive_prefix(W, document.document_id))
        if "/figures" in key or ".figures/" in key
    ]
    assert [backend.blobs.get(key) for key in pictures] == [image.body]
    backend.blobs.delete(f"inbox/{W}/a.html")
    backend.start(f"inbox/{W}/a.html")
    assert [
        *backend.blobs.keys("archive/"),
        *backend.blobs.keys(artifacts_prefix(W, document.document_id)),
    ] == []


def test_the_figures_of_a_document_are_for_its_readers(answering: Answering) -> None:
    answering.backend.drop_file("a.html", page(SALES), label=write_label({"readers": ["ada"]}, ADA))
    assert images_of(answering.sent(answering.passages("sales of pumps", ADA)))
    assert answering.passages("sales of pumps", UserId("eve")) == []


def test_a_passage_of_another_document_does_not_open_figures(answering: Answering) -> None:
    answering.backend.drop_file("a.html", page(SALES))
    (passage, *_) = answering.passages("sales of pumps")
    forged = replace(passage, chunk=replace(passage.chunk, chunk_id=ChunkId("0" * 32)))
    assert PassageFigures(answering.backend.blobs)(W, [forged]) == ()
