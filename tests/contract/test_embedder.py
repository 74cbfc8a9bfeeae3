"""The embedder's contract, on the encoder that ships and on the one without a model."""

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest

from cdk_app.build.encoder import build_encoder, file_hashes
from cdk_app.build.encoder_graph import BertShape, write_encoder
from cdk_app.build.encoder_weights import load_weights, model_folder
from genai_core.adapters.memory.embedder import HashingEmbedder
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.errors import Misconfigured
from genai_core.ports.embedder import Embedder

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared/data/embedding"
"""Of sentence-transformers itself, on 200 texts."""
SAMPLE = ROOT / "tests/data/embedding"
"""Of our exact graph, when it was within 1e-6 of that: what holds it in place where that is not at hand."""
TEXTS = [
    "The maximum storage of a database instance is 64 TiB.",
    "",
    "Résumé naïve façade — 数据 検索 😀",
    "How much storage can a database have?",
    "ml.g5.xlarge " * 400,
    "?",
]


@pytest.fixture(scope="session")
def model() -> Path:
    folder = ROOT / ".build/model"
    build_encoder(folder)
    return folder


@pytest.fixture(scope="session")
def exact(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Embedder:
    """The same graph before it is quantised."""
    folder = tmp_path_factory.mktemp("exact")
    onnx.save(write_encoder(load_weights(model_folder()), BertShape(), ranges={}), folder / "model.onnx")
    shutil.copyfile(model / "tokenizer.json", folder / "tokenizer.json")
    (folder / "card.json").write_text(json.dumps(file_hashes(folder)))
    return OnnxEmbedder(folder)


@pytest.fixture(params=["onnx", "hashing"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "hashing":
        return HashingEmbedder()
    return OnnxEmbedder(request.getfixturevalue("model"))


def test_vectors_are_unit_length_one_a_text(embedder: Embedder):
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_the_same_vector_whatever_stands_beside_it(embedder: Embedder):
    together = embedder.embed(TEXTS)
    backwards = embedder.embed(TEXTS[::-1])[::-1]
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, backwards)
    np.testing.assert_array_equal(together, alone)


def test_no_texts_give_no_vectors(embedder: Embedder):
    assert embedder.embed([]).shape == (0, embedder.dimensions)
    vectors, tokens = embedder.embed_tokens([])
    assert vectors.shape == (0, embedder.dimensions)
    assert tokens == []


def test_token_vectors_come_with_the_same_sentence_vectors(embedder: Embedder):
    vectors, tokens = embedder.embed_tokens(TEXTS)
    np.testing.assert_allclose(vectors, embedder.embed(TEXTS), atol=1e-6)
    for text, found in zip(TEXTS, tokens, strict=True):
        assert found.vectors.shape == (len(found.token_ids), embedder.dimensions)
        assert found.offsets.shape == (len(found.token_ids), 2)
        np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
        assert all(0 <= start < end <= len(text) for start, end in found.offsets.tolist())


def test_offsets_lead_back_to_the_words(embedder: Embedder):
    text = "Storage grows by itself."
    (found,) = embedder.embed_tokens([text])[1]
    words = [text[start:end] for start, end in found.offsets.tolist()]
    assert words[:4] == ["Storage", "grows", "by", "itself"]


def test_text_past_the_limit_is_ignored(embedder: Embedder):
    long = "storage " * 300
    np.testing.assert_array_equal(embedder.embed([long])[0], embedder.embed([long + "penguin"])[0])


def test_texts_that_share_words_are_nearer_than_others(embedder: Embedder):
    near, far, asked = embedder.embed(
        ["The database stores 64 TiB of data.", "Penguins swim in cold water.", "What stores the data?"]
    )
    assert asked @ near > asked @ far + 0.2


def test_eight_bits_stay_near_the_exact_graph(model: Path, exact: Embedder):
    cosines = (OnnxEmbedder(model).embed(TEXTS) * exact.embed(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.985


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference vectors are not beside this checkout")
def test_vectors_equal_those_of_sentence_transformers(model: Path, exact: Embedder):
    lines = (REFERENCE / "reference.jsonl").read_text().splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    reference = np.load(REFERENCE / "reference.npy")
    np.testing.assert_allclose(exact.embed(texts), reference, atol=1e-5)
    assert (OnnxEmbedder(model).embed(texts) * reference).sum(axis=1).min() >= 0.985


def test_vectors_equal_those_kept_with_the_project(model: Path, exact: Embedder):
    texts = json.loads((SAMPLE / "texts.json").read_text())
    kept = np.load(SAMPLE / "vectors.npy")
    np.testing.assert_allclose(exact.embed(texts), kept, atol=1e-5)
    assert (OnnxEmbedder(model).embed(texts) * kept).sum(axis=1).min() >= 0.985


def test_a_missing_model_says_how_to_build_it(tmp_path: Path):
    with pytest.raises(Misconfigured, match="make build"):
        OnnxEmbedder(tmp_path).embed(["text"])


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "card.json"])
def test_a_damaged_file_is_refused_and_built_again(model: Path, tmp_path: Path, name: str):
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    assert not build_encoder(folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-10])
    with pytest.raises(Misconfigured, match="make build"):
        OnnxEmbedder(folder).embed(["text"])
    assert build_encoder(folder)
    assert OnnxEmbedder(folder).embed(["text"]).shape == (1, 384)
