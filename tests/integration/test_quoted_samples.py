"""The extractive model on the shipped samples, extracted as in production: the fact first, or nothing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import DocumentId, ModelId, content_hash
from genai_core.domain.ingestion.chunking import chunk_document
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.usecases.ingestion.embed_chunks import embed_passages
from tests.benchmarks.in_process import SPACE, InProcess

ROOT = Path(__file__).parents[2]
QUESTIONS = json.loads((ROOT / "samples/questions.json").read_text())
UNANSWERABLE = (
    "What is the full day allowance in Brazil?",
    "What is the hotel limit in Tokyo?",
    "Why was the test cluster moved to Madrid?",
    "What does part HX-9999 cost?",
    "What do HX-2215 and HX-2210 cost together?",
    "What is the sum of the allowances for Norway and Sweden?",
    "When was the Relay R9 released?",
    "Is the Relay R3 waterproof?",
    "Is alcohol paid on journeys?",
    "Does the warranty cover lightning?",
    "Can the travel report be handed in by fax?",
)
ANSWERED_YES_OR_NO = {
    "Is parking paid?": "25 euros",
    "Are reports that come after 90 days paid?": "not paid",
    "Does the radio work at 868 MHz?": "868 MHz in Europe",
}


@cache
def system() -> InProcess:
    if not (ROOT / ".build/model/model.onnx").is_file():
        pytest.skip("the encoder is not built: make build")
    encoder = OnnxEmbedder(ROOT / ".build/model")
    built = InProcess((), {"extractive": ExtractiveLanguageModel(encoder)}, encoder)
    for file in {ROOT / "samples" / row["document"] for row in QUESTIONS}:
        body, name = file.read_bytes(), DocumentId(file.name)
        version = content_hash(body)
        chunks = chunk_document(read_document(body, file.name), name, version)
        built.index.inner.replace_document(SPACE, name, version, list(embed_passages(encoder, chunks)))
    return built


def ask(question: str) -> VerifiedAnswer:
    row = ModelSpec(ModelId("extractive"), "extractive", "extractive")
    return system().ask(question, [row], "single").answer


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["phrase"])
def test_the_first_sentence_tells_the_fact(row: dict[str, str]) -> None:
    first = ask(row["question"]).sentences[0]
    assert row["phrase"] in " ".join(first.text.split())
    assert first.verdict == "supported"


@pytest.mark.parametrize("question", ANSWERED_YES_OR_NO)
def test_a_question_if_something_is_so_is_answered_by_the_sentence_about_it(question: str) -> None:
    assert ANSWERED_YES_OR_NO[question] in ask(question).sentences[0].text


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_the_samples_do_not_say_is_refused_instead_of_quoted_beside_the_point(question: str) -> None:
    assert ask(question).outcome is Outcome.NOT_FOUND
