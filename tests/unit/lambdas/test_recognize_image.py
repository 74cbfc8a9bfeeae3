"""An image of a question is read by text recognition if no model of the catalogue reads images."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from genai_core.adapters.awslambda.image_reader import LambdaImageReader
from genai_core.adapters.extraction.recognition.recognizer import LimitedRecognizer
from genai_core.domain.identifiers import RunId
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError
from genai_core.usecases.answering.recognize_image import RecognizeImage
from genai_core.wiring import documents, image_questions
from lambdas.recognize_image.handler import handler
from tests.unit.lambdas.in_memory_backend import BOB, EVE, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call

ROWS = (("Site", "Flow", "Pumps"), ("Tallinn", "120", "3"), ("Lund", "85", "2"), ("Turku", "240", "5"))


def image_of_rows(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    image = Image.new("RGB", (700, 60 + 60 * len(rows)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(32)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            draw.text((30 + 230 * column, 30 + 60 * number), cell, fill="black", font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class InvokedHere:
    """The call of the AWS client; runs the handler in this process, and reports its errors as Lambda does."""

    def __init__(self, function: Callable[[dict[str, Any], Any], Any] = handler) -> None:
        self._function = function
        self.payloads: list[dict[str, Any]] = []

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        assert FunctionName == "reader"
        self.payloads.append(json.loads(Payload))
        try:
            result, error = self._function(self.payloads[-1], None), {}
        except QuorumError as raised:
            result = {"errorType": type(raised).__name__, "errorMessage": str(raised)}
            error = {"FunctionError": "Unhandled"}
        return {"Payload": io.BytesIO(json.dumps(result).encode()), **error}


def asked(image: bytes, **others: str) -> dict[str, str]:
    return {"workspace_id": SHARED, "query": "Which flow?", "image": b64encode(image).decode(), **others}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> InvokedHere:
    client = InvokedHere()
    # With the time limits of a page, which a busy machine keeps.
    monkeypatch.setattr(documents, "recognize_image", lambda: RecognizeImage(LimitedRecognizer()))
    monkeypatch.setattr(image_questions, "image_reader", lambda: LambdaImageReader(client, "reader"))
    return client


def test_the_recognised_rows_go_along_once_and_nothing_else_is_handed_over(
    backend: InMemoryBackend, client: InvokedHere
) -> None:
    key = {"Idempotency-Key": "k"}
    body = asked(image_of_rows(), table="a,b")
    status, done, _ = call("POST", "/rag-query-multimodal", body, user=BOB, headers=key)
    assert status == 200
    kept = backend.runs.question(RunId(done["run_id"])).attachment
    assert kept.split("\n\n", 1) == ["a,b", "\n".join(" | ".join(row) for row in ROWS)]
    call("POST", "/rag-query-multimodal", body, user=BOB, headers=key)
    assert [list(payload) for payload in client.payloads] == [["image"]]
    assert call("POST", "/rag-query-multimodal", body, user=EVE)[0] == 403
    assert len(client.payloads) == 1, "the image of a stranger costs nothing"


@pytest.mark.parametrize(
    ("image", "reason"),
    [(image_of_rows(()), "no text is legible"), (b"\x89PNG\r\n\x1a\n damaged", "the image was not read")],
)
@pytest.mark.usefixtures("backend", "client")
def test_an_image_without_legible_text_is_refused(image: bytes, reason: str) -> None:
    status, problem, _ = call("POST", "/rag-query-multimodal", asked(image))
    assert (status, problem["title"], reason in problem["detail"]) == (400, "InvalidInput", True)


@pytest.mark.parametrize(
    ("raised", "expected"),
    [(Misconfigured("not installed"), Misconfigured), (Overloaded("full"), Overloaded)],
)
def test_errors_of_the_function_keep_their_class(raised: QuorumError, expected: type[QuorumError]) -> None:
    def failing(_event: dict[str, Any], _context: Any) -> Any:
        raise raised

    with pytest.raises(expected, match=raised.message):
        LambdaImageReader(InvokedHere(failing), "reader").read(b"x")


def test_a_function_that_runs_out_of_time_is_overloaded_and_a_payload_without_image_is_invalid() -> None:
    class OutOfTime:
        def invoke(self, **_: Any) -> dict[str, Any]:
            payload = json.dumps({"errorMessage": "Task timed out after 18.00 seconds"}).encode()
            return {"Payload": io.BytesIO(payload), "FunctionError": "Unhandled"}

    with pytest.raises(Overloaded, match="timed out"):
        LambdaImageReader(OutOfTime(), "reader").read(b"x")
    with pytest.raises(InvalidInput, match="image"):
        handler({"image": "%%%"}, None)


def test_a_deployment_without_recognition_has_no_reader(backend: InMemoryBackend) -> None:
    assert backend
    assert image_questions.image_reader() is None
    assert documents.recognize_image()
