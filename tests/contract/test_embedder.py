"""The embedder's contract, on the encoder that ships and on the one without a model."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest

from genai_core.adapters.memory.embedder import HashingEmbedder
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, Throttled, TimedOut
from genai_core.ports.embedder import Embedder
from tests.contract.remote_embedders import REMOTE, Build, remote_embedders
from tools.build.encoder import build_encoder, card, is_whole
from tools.build.encoder_graph import write_encoder
from tools.build.encoder_recipes import MINILM

ROOT = Path(__file__).parents[2]
MULTILINGUAL = ROOT / ".build/encoders/multilingual-e5-small"
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
    shutil.copytree(model, folder, dirs_exist_ok=True)
    onnx.save(write_encoder(MINILM.weights(), MINILM.shape, ranges={}), folder / "model.onnx")
    (folder / "card.json").write_text(json.dumps(card(folder, MINILM)))
    return OnnxEmbedder(folder)


@pytest.fixture(scope="session")
def remote() -> Iterator[Build]:
    with remote_embedders() as (_, build):
        yield build


@pytest.fixture(params=["onnx", "multilingual", "hashing", *REMOTE])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param in REMOTE:
        return request.getfixturevalue("remote")(request.param)
    if request.param == "hashing":
        return HashingEmbedder()
    if request.param == "multilingual":
        if not (MULTILINGUAL / "card.json").exists():
            pytest.skip("it is built on request: make encoder ENCODER=multilingual-e5-small")
        return OnnxEmbedder(MULTILINGUAL)
    return OnnxEmbedder(request.getfixturevalue("model"))


def test_vectors_are_unit_length_one_a_text(embedder: Embedder):
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.profile.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_the_same_vector_whatever_stands_beside_it(embedder: Embedder):
    together = embedder.embed(TEXTS)
    backwards = embedder.embed(TEXTS[::-1])[::-1]
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, backwards)
    np.testing.assert_array_equal(together, alone)


def test_no_texts_give_no_vectors(embedder: Embedder):
    assert embedder.embed([]).shape == (0, embedder.profile.dimensions)
    vectors, tokens = embedder.embed_tokens([])
    assert vectors.shape == (0, embedder.profile.dimensions)
    assert tokens == []


def test_token_vectors_come_with_the_same_sentence_vectors(embedder: Embedder):
    vectors, tokens = embedder.embed_tokens(TEXTS)
    np.testing.assert_allclose(vectors, embedder.embed(TEXTS), atol=1e-6)
    assert len(tokens) == len(TEXTS)
    assert any(len(token_vectors.keys) for token_vectors in tokens) == embedder.profile.gives_token_vectors
    for text, token_vectors in zip(TEXTS, tokens, strict=True):
        assert token_vectors.rarity.shape == token_vectors.keys.shape
        assert all(0 <= key < 65_536 for key in token_vectors.keys.tolist())
        assert token_vectors.vectors.shape == (len(token_vectors.keys), embedder.profile.dimensions)
        assert token_vectors.offsets.shape == (len(token_vectors.keys), 2)
        np.testing.assert_allclose(np.linalg.norm(token_vectors.vectors, axis=1), 1, atol=1e-5)
        assert all(0 <= start < end <= len(text) for start, end in token_vectors.offsets.tolist())


def test_offsets_lead_back_to_the_words(embedder: Embedder):
    text = "Storage grows by itself."
    if not embedder.profile.gives_token_vectors:
        pytest.skip("it gives no token vectors")
    (token_vectors,) = embedder.embed_tokens([text])[1]
    words = [text[start:end] for start, end in token_vectors.offsets.tolist()]
    assert "".join(words).rstrip(".") == "Storagegrowsbyitself"


def test_text_past_the_limit_is_ignored(embedder: Embedder):
    long = "storage " * 9000 if embedder.profile.window > 256 else "storage " * 300
    np.testing.assert_array_equal(embedder.embed([long])[0], embedder.embed([long + "penguin"])[0])


def test_texts_that_share_words_are_nearer_than_others(embedder: Embedder):
    near, far, asked = embedder.embed(
        ["The database stores 64 TiB of data.", "Penguins swim in cold water.", "What stores the data?"]
    )
    # E5's cosines lie close together, all of them above 0.7.
    margin = 0.05 if embedder.profile.query_prefix else 0.2
    assert asked @ near > asked @ far + margin


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


def test_a_damaged_file_is_refused_and_built_again(model: Path, tmp_path: Path):
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    assert not build_encoder(folder)
    for name in ("model.onnx", "tokenizer.json", "token_basis.npz", "card.json"):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[:-10])
        with pytest.raises(Misconfigured, match="make build"):
            OnnxEmbedder(folder).embed(["text"])
        assert not is_whole(folder, MINILM), name
        (folder / name).write_bytes(whole)
    (folder / "model.onnx").unlink()
    assert build_encoder(folder)
    assert OnnxEmbedder(folder).embed(["text"]).shape == (1, 384)


@pytest.mark.parametrize("name", REMOTE)
def test_many_texts_go_in_batches_that_the_service_takes(remote: Build, name: str):
    texts = [f"text {number}" for number in range(200)]
    embedder = remote(name)
    vectors = embedder.embed(texts)
    np.testing.assert_allclose(vectors[199], embedder.embed(texts[199:])[0], atol=1e-6)
    assert len(np.unique(vectors.round(4), axis=0)) == 200


THROTTLED = {"sagemaker": "ThrottlingException", "openai": ""}


@pytest.mark.parametrize("name", REMOTE)
def test_a_busy_service_is_throttled(remote: Build, name: str):
    code = THROTTLED.get(name, "ThrottlingException")
    with pytest.raises(Throttled):
        remote(name, status=429, code=code).embed(["text"])


@pytest.mark.parametrize("name", REMOTE)
def test_a_silent_service_is_timed_out(remote: Build, name: str):
    with pytest.raises(TimedOut):
        remote(name, timeout_s=0.3, first_ms=3000).embed(["text"])


@pytest.mark.parametrize("name", REMOTE)
def test_a_refused_key_is_misconfigured(remote: Build, name: str):
    with pytest.raises(Misconfigured):
        remote(name, status=403, code="AccessDeniedException").embed(["text"])


def test_an_error_repeats_what_the_server_complains_of(remote: Build):
    with pytest.raises(InvalidInput, match="longer than the window"):
        remote("openai", status=400, message="longer than the window").embed(["text"])


@pytest.mark.parametrize("name", REMOTE)
def test_vectors_of_another_length_are_misconfigured_and_say_what_to_do(remote: Build, name: str):
    with pytest.raises(Misconfigured, match="dimensions") as refused:
        remote(name, text="longer").embed(["text", "other"])
    assert "quorum workspace move" in refused.value.remedy


@pytest.mark.parametrize("text", ["short", "garbage"])
@pytest.mark.parametrize("name", REMOTE)
def test_an_answer_that_lacks_vectors_is_refused(remote: Build, name: str, text: str):
    with pytest.raises(Overloaded):
        remote(name, text=text).embed(["one", "two"])


@pytest.mark.parametrize("text", ["reordered", "base64"])
def test_vectors_are_read_in_any_order_and_encoding(remote: Build, text: str):
    texts = ["one", "two", "three"]
    np.testing.assert_allclose(
        remote("openai", text=text).embed(texts), remote("openai").embed(texts), atol=1e-6
    )


@pytest.mark.parametrize(
    "question",
    ["Wann muss die Rechnung bezahlt werden?", "Quand faut-il payer ?", "¿Cuándo se paga la factura?"],
)
def test_the_multilingual_encoder_finds_english_passages_for_questions_in_other_languages(question: str):
    if not (MULTILINGUAL / "card.json").exists():
        pytest.skip("it is built on request: make encoder ENCODER=multilingual-e5-small")
    passages = ["A walrus rests on the ice.", "The invoice must be paid within 30 days.", "Engines are old."]
    embedder = OnnxEmbedder(MULTILINGUAL)
    assert int((embedder.embed(passages) @ embedder.embed([question], "query")[0]).argmax()) == 1
