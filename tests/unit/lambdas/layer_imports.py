"""Imports the functions of one layer with nothing but its packages, and prints which of them were imported.

    python -m tests.unit.lambdas.layer_imports ingestion

Each handler and each parser is imported, the samples are read, clients of AWS and a tracer are made: what
these load is what the layer is for. A package outside the layer, the runtime and this repository is refused
as if it were not installed.
"""

# ruff: noqa: PLC0415 -- what is imported before the finder stands would not be tried

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
OWN_AND_RUNTIME = {"quorum-core", "boto3", "botocore", "s3transfer"}
TABLES = ("workspaces", "documents", "sessions", "connections", "runs", "usage")
PLACES = {f"{name.upper()}_TABLE": name for name in TABLES} | {
    "DOCUMENTS_BUCKET": "documents",
    "INBOX_QUEUE_URL": "http://127.0.0.1:9/inbox",
    "WEBSOCKET_MANAGEMENT_URL": "http://127.0.0.1:9",
    "MODEL_CATALOGUE_PARAMETER": "/models",
    "TOKEN_ISSUER": "http://127.0.0.1:9",
    "TOKEN_CLIENT_ID": "page",
    "TOKEN_KEYS_URL": "http://127.0.0.1:9/keys",
}
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==", re.MULTILINE)


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(layer: str) -> set[str]:
    """Returns the packages of a layer's lock."""
    text = (ROOT / f"requirements/{layer}-layer.txt").read_text(encoding="utf-8")
    return {normalised(name) for name in NAME.findall(text)}


class OnlyTheseDistributions:
    """Refuses to find modules of other distributions."""

    def __init__(self, allowed: set[str]) -> None:
        self._allowed = allowed
        self._homes = packages_distributions()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        homes = self.distributions(name)
        if homes and not homes & self._allowed:
            raise ModuleNotFoundError(f"{name} is not in the layer", name=name)

    def distributions(self, module: str) -> set[str]:
        """Returns the distributions that a module may come from."""
        return {normalised(home) for home in self._homes.get(module.partition(".")[0], ())}


def import_functions(layer: str) -> None:
    """Imports the handlers of every function with this layer, as each does in a process of its own."""
    from lambdas.catalogue import FUNCTIONS

    for function in FUNCTIONS:
        if layer in function.layers:
            importlib.import_module(f"lambdas.{function.name}.handler")
            print(function.name, file=sys.stderr)
    from aws_lambda_powertools.tracing import Tracer

    Tracer(service="quorum", auto_patch=False)


def read_samples() -> None:
    """Reads the samples and one long line, as the parsers and the splitter do in the limited process."""
    from genai_core.adapters.extraction.reading import PARSERS, parser_for, read_document
    from genai_core.wiring.documents import extract_document

    extract_document()
    for kind in PARSERS:
        parser_for(kind)
    for sample in sorted((ROOT / "samples").iterdir()):
        assert read_document(sample.read_bytes(), sample.name).blocks
    assert len(read_document(b"One of many sentences. " * 1000, "long.txt").blocks) > 1


def read_picture() -> None:
    """Reads a line in a picture and asks for that of a PDF, as the limited process of a page does."""
    import io

    from PIL import Image, ImageDraw, ImageFont

    from genai_core.adapters.extraction.recognition import page_server
    from genai_core.adapters.extraction.recognition.page_images import page_image
    from genai_core.adapters.extraction.recognition.page_text import read_page
    from genai_core.wiring.documents import page_recognizer, recognize_image, recognize_pages

    assert page_server.serve
    recognize_pages()
    recognize_image()
    page_recognizer()
    image = Image.new("RGB", (600, 100), "white")
    ImageDraw.Draw(image).text(
        (20, 30), "The depot in Tallinn", fill="black", font=ImageFont.load_default(30)
    )
    for kind in ("PNG", "PDF"):
        file = io.BytesIO()
        image.save(file, kind)
        assert read_page(page_image(file.getvalue(), 1), 1, reading_s=50).blocks


def build_light_steps() -> None:
    """Builds what the functions without embedder and index call, with every adapter that it is made of."""
    from genai_core.wiring import api, document_states, questions, replaying, storage

    for build in (
        document_states.start_ingestion,
        document_states.join_pages,
        document_states.record_failure,
        document_states.publish_status,
        document_states.reconcile_documents,
        questions.prepare_question,
        questions.record_answer,
        replaying.replay_question,
        api.accept_question,
        api.follow_run,
        storage.connection_store,
        storage.token_verifier,
    ):
        build()


def main(layer: str) -> None:
    os.environ |= {"POWERTOOLS_TRACE_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1", **PLACES}
    only = OnlyTheseDistributions(locked(layer) | OWN_AND_RUNTIME)
    sys.meta_path.insert(0, only)
    import_functions(layer)
    if layer == "ingestion":
        read_samples()
    if layer == "recognition":
        read_picture()
    if layer == "light":
        build_light_steps()
    print(json.dumps(sorted(set().union(*(only.distributions(name) for name in sys.modules)))))


if __name__ == "__main__":
    main(sys.argv[1])
