"""The pure parts of the SageMaker handlers, and their folders."""

from __future__ import annotations

import ast
import base64
import json
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.servers.container import load_container

ROOT = Path(__file__).resolve().parents[3] / "sagemaker_models"
FOLDERS = sorted(path.parent for path in ROOT.glob("*/inference.py"))


@pytest.fixture(scope="module")
def embedder() -> Any:
    return load_container("all_minilm_l6_v2")


@pytest.fixture(scope="module")
def reranker() -> Any:
    return load_container("ms_marco_minilm_l6_v2")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_model_stands_by_itself(folder: Path) -> None:
    tree = ast.parse((folder / "inference.py").read_text())
    imported = {
        alias.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
    }
    imported |= {str(n.module).split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert not imported & {"genai_core", "lambdas", "stacks", "cdk_app", "sagemaker_models"}
    assert {"model_fn", "input_fn", "predict_fn", "output_fn"} <= {
        n.name for n in tree.body if isinstance(n, ast.FunctionDef)
    }
    card = json.loads((folder / "card.json").read_text())
    assert card["name"] == folder.name
    assert {"role", "source", "licence", "container", "request", "response", "limits"} <= card.keys()
    revisions = [snapshot["revision"] for snapshot in card["snapshots"]]
    assert all(re.fullmatch("[0-9a-f]{40}", revision) for revision in revisions)
    assert revisions or card["built"]


def test_the_cards_examples_are_right_requests(embedder: Any, reranker: Any) -> None:
    for module, folder in ((embedder, "all_minilm_l6_v2"), (reranker, "ms_marco_minilm_l6_v2")):
        request = json.loads((ROOT / folder / "card.json").read_text())["request"]
        assert module.input_fn(json.dumps(request["example"]), request["content_type"]).texts


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("{}", 400),
        ('{"texts": "one"}', 400),
        ('{"texts": [1]}', 400),
        (json.dumps({"texts": ["x"] * 600}), 400),
        (json.dumps({"texts": ["x" * 30_000]}), 400),
    ],
)
def test_a_wrong_request_is_refused_with_its_reason(
    embedder: Any, reranker: Any, body: str, status: int
) -> None:
    asked = body.replace('{"texts"', '{"question": "Why?", "texts"')
    for module, sent in ((embedder, body), (reranker, asked)):
        with pytest.raises(module.RequestError) as caught:
            module.input_fn(sent, "application/json")
        assert caught.value.status_code == status
        assert str(caught.value)


def test_another_content_type_is_refused(embedder: Any, reranker: Any) -> None:
    for module in (embedder, reranker):
        with pytest.raises(module.RequestError) as caught:
            module.input_fn("{}", "text/plain")
        assert caught.value.status_code == 415


def test_a_question_is_needed_to_rerank(reranker: Any) -> None:
    with pytest.raises(reranker.RequestError):
        reranker.input_fn('{"question": " ", "texts": ["a"]}', "application/json")


def test_texts_run_the_longest_first_and_answer_in_their_own_order(embedder: Any, reranker: Any) -> None:
    encodings = [SimpleNamespace(ids=[0] * length) for length in (5, 1, 9, 3)]
    for module in (embedder, reranker):
        begun: list[int] = []
        lengths = module.side_by_side(partial(_noted, begun), encodings)
        assert lengths == [5, 1, 9, 3]
        assert begun[0] == 9
        assert module.side_by_side(len, []) == []


def _noted(begun: list[int], encoding: Any) -> int:
    begun.append(len(encoding.ids))
    return len(encoding.ids)


def test_token_vectors_survive_the_answer(embedder: Any) -> None:
    vectors = np.array([[1.0, 0.0], [0.6, 0.8]], dtype=np.float32)
    encoded = embedder.Encoded(vectors[:1], (embedder.Pieces([7, 8], [(0, 2), (2, 3)], vectors),))
    body, kind = embedder.output_fn(encoded, "*/*")
    answer = json.loads(body)
    read = np.frombuffer(base64.b64decode(answer["tokens"][0]["vectors"]), "<f2").reshape(2, 2)
    assert kind == "application/json"
    assert read == pytest.approx(vectors, abs=1e-3)
    assert answer["vectors"] == [[1.0, 0.0]]


def test_scores_lie_between_0_and_1_in_the_order_given(reranker: Any) -> None:
    scores = reranker.likelihoods(np.array([-1000.0, 0.0, 3.0, 1000.0], dtype=np.float32))
    assert scores == pytest.approx([0.0, 0.5, 0.952574, 1.0], abs=1e-5)
    assert json.loads(reranker.output_fn(scores, "*/*")[0])["scores"][1] == 0.5
