"""All rerankers keep one contract: those of AWS over the wire, the in-process one over a real graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from genai_core.adapters.bedrock.reranker import BedrockReranker
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.onnx.reranker import OnnxReranker
from genai_core.adapters.sagemaker.reranker import SageMakerReranker
from genai_core.domain.identifiers import ChunkId, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, Throttled, TimedOut
from genai_core.ports.reranker import Reranker
from genai_core.usecases.retrieval.rerank_by_tokens import RerankByTokens
from genai_core.wrappers.timed_reranker import TimedReranker
from local_runtime.home import REPOSITORY
from tests.contract.language_models import aws_runtime
from tests.contract.search_engines import ANALYSER
from tests.servers.aws_rerankers import reranker_server
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name

WORKSPACE = WorkspaceId("w")
QUESTION = "walrus ice sleep"
TEXTS = ["the otter", "a walrus on the ice", "walrus sleep on ice", "one walrus"]
WORDS = ["[UNK]", "[CLS]", "[SEP]", "walrus", "ice", "sleep", "otter", "on", "the", "a", "one"]
Build = Callable[..., Reranker]


def candidates(*texts: str) -> list[EmbeddedChunk]:
    return [
        EmbeddedChunk(Chunk(ChunkId(str(index)), DocumentId("d"), index, text, ""), np.zeros(4, np.float32))
        for index, text in enumerate(texts)
    ]


def order(scores: list[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda index: -scores[index])


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with reranker_server() as running:
        yield running


@pytest.fixture
def sagemaker(server: LoopbackServer) -> Build:
    def build(*, read_timeout_s: float = 5.0, **script: object) -> Reranker:
        client = aws_runtime("sagemaker-runtime", server.address, read_timeout_s=read_timeout_s)
        return SageMakerReranker(script_name(**script), client)

    return build


@pytest.fixture
def bedrock(server: LoopbackServer) -> Build:
    def build(*, read_timeout_s: float = 5.0, **script: object) -> Reranker:
        client = aws_runtime("bedrock-agent-runtime", server.address, read_timeout_s=read_timeout_s)
        prefix = "arn:aws:bedrock:eu-central-1::foundation-model/"
        return BedrockReranker(prefix + script_name(**script), client)

    return build


def write_graph(folder: Path, outputs: int = 1) -> None:
    """A cross-encoder small enough to be checked by hand: it counts words that both texts have.

    Each word is a one-hot vector; question and text are the sums of theirs by segment, cut at 1, and the
    logit is their dot product. Question words count one, special tokens nothing.
    """
    table = np.eye(len(WORDS), dtype=np.float32)
    table[:3] = 0
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Cast", ["token_type_ids"], ["segment"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["segment", "last"], ["second"]),
        helper.make_node("Sub", ["one", "second"], ["first"]),
        helper.make_node("Mul", ["words", "second"], ["in_text"]),
        helper.make_node("Mul", ["words", "first"], ["in_question"]),
        helper.make_node("ReduceMax", ["in_text"], ["text"], axes=[1], keepdims=0),
        helper.make_node("ReduceMax", ["in_question"], ["question"], axes=[1], keepdims=0),
        helper.make_node("Mul", ["text", "question"], ["both"]),
        helper.make_node("MatMul", ["both", "heads"], ["logits"]),
    ]
    heads = np.ones((len(WORDS), outputs), np.float32)
    if outputs == 2:
        heads[:, 0] = -1
    arrays = {
        "table": table,
        "heads": heads,
        "one": np.ones(1, np.float32),
        "last": np.array([2], np.int64),
    }
    graph = helper.make_graph(
        nodes,
        "shared words",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"])
            for name in ("input_ids", "token_type_ids")
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", outputs])],
        [onnx.numpy_helper.from_array(value, name) for name, value in arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))


@pytest.fixture
def in_process(tmp_path: Path) -> Reranker:
    write_graph(tmp_path)
    return OnnxReranker(tmp_path)


@pytest.fixture
def tokens() -> Reranker:
    folder = REPOSITORY / ".build" / "model"
    if not (folder / "model.onnx").exists():
        pytest.skip("the encoder is not built: make build")
    return RerankByTokens(OnnxEmbedder(folder), MemorySearchIndex(ANALYSER))


@pytest.fixture(params=["sagemaker", "bedrock", "onnx", "tokens", "limited"])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    kind: str = request.param
    if kind == "limited":
        return TimedReranker(request.getfixturevalue("in_process"), 5.0)
    reranker = request.getfixturevalue("in_process" if kind == "onnx" else kind)
    return reranker() if kind in ("sagemaker", "bedrock") else reranker


def test_scores_come_in_the_order_of_the_candidates_and_higher_is_better(reranker: Reranker) -> None:
    scores = reranker.score(WORKSPACE, QUESTION, candidates(*TEXTS))
    assert len(scores) == 4
    assert all(isinstance(score, float) for score in scores)
    assert order(scores) == [2, 1, 3, 0]
    turned = reranker.score(WORKSPACE, QUESTION, candidates(*TEXTS[::-1]))
    assert turned == pytest.approx(scores[::-1], abs=1e-3)


def test_no_candidates_have_no_scores(reranker: Reranker) -> None:
    assert reranker.score(WORKSPACE, QUESTION, []) == []


@pytest.mark.parametrize("text", ["", "🙂", "x" * 50_000, "walrus " * 3000], ids=len)
def test_any_text_is_scored(reranker: Reranker, text: str) -> None:
    scores = reranker.score(WORKSPACE, QUESTION, candidates(text, "walrus"))
    assert len(scores) == 2
    assert np.isfinite(scores).all()


def test_more_candidates_than_one_request_takes_are_all_scored(reranker: Reranker) -> None:
    texts = ["otter"] * 230 + ["walrus sleep"]
    scores = reranker.score(WORKSPACE, QUESTION, candidates(*texts))
    assert len(scores) == 231
    assert order(scores)[0] == 230


@pytest.mark.parametrize(
    ("name", "script", "error"),
    [
        ("sagemaker", {"status": 400, "code": "ValidationError"}, Misconfigured),
        ("sagemaker", {"status": 403, "code": "AccessDeniedException"}, Misconfigured),
        ("sagemaker", {"status": 429, "code": "ThrottlingException"}, Throttled),
        ("sagemaker", {"status": 500, "code": "InternalFailure"}, Overloaded),
        ("sagemaker", {"text": "short"}, Overloaded),
        ("sagemaker", {"text": "garbage"}, Overloaded),
        ("bedrock", {"status": 403, "code": "AccessDeniedException"}, Misconfigured),
        ("bedrock", {"status": 404, "code": "ResourceNotFoundException"}, Misconfigured),
        ("bedrock", {"status": 429, "code": "ThrottlingException"}, Throttled),
        ("bedrock", {"status": 500, "code": "InternalServerException"}, Overloaded),
        ("bedrock", {"status": 502, "code": "BadGatewayException"}, Overloaded),
        ("bedrock", {"text": "short"}, Overloaded),
        ("bedrock", {"text": "garbage"}, Overloaded),
    ],
    ids=str,
)
def test_each_failure_has_its_error(
    request: pytest.FixtureRequest, name: str, script: dict[str, object], error: type[QuorumError]
) -> None:
    reranker: Reranker = request.getfixturevalue(name)(**script)
    with pytest.raises(error) as caught:
        reranker.score(WORKSPACE, QUESTION, candidates(*TEXTS))
    assert type(caught.value) is error


@pytest.mark.parametrize("name", ["sagemaker", "bedrock"])
def test_silence_is_timed_out(request: pytest.FixtureRequest, name: str) -> None:
    reranker: Reranker = request.getfixturevalue(name)(first_ms=3000, read_timeout_s=0.3)
    with pytest.raises(TimedOut):
        reranker.score(WORKSPACE, QUESTION, candidates(*TEXTS))


def test_a_reranker_that_refuses_a_question_is_only_unavailable(bedrock: Build) -> None:
    refusing = bedrock(status=400, code="ValidationException")
    with pytest.raises(InvalidInput):
        refusing.score(WORKSPACE, QUESTION, candidates(*TEXTS))
    with pytest.raises(Overloaded):
        TimedReranker(refusing, 5.0).score(WORKSPACE, QUESTION, candidates(*TEXTS))


def test_a_model_may_be_named_without_its_arn(server: LoopbackServer) -> None:
    client = aws_runtime("bedrock-agent-runtime", server.address)
    BedrockReranker("scripted", client).score(WORKSPACE, QUESTION, candidates("walrus"))
    assert server.calls[-1].model == "scripted"


def test_a_graph_with_two_classes_scores_their_difference(tmp_path: Path) -> None:
    write_graph(tmp_path, outputs=2)
    scores = OnnxReranker(tmp_path).score(WORKSPACE, QUESTION, candidates(*TEXTS))
    assert scores == [0.0, 4.0, 6.0, 2.0]


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_a_folder_without_a_whole_model_is_misconfigured(tmp_path: Path, broken: str, how: str) -> None:
    write_graph(tmp_path)
    if how == "missing":
        (tmp_path / broken).unlink()
    else:
        (tmp_path / broken).write_bytes(b"{ no")
    with pytest.raises(Misconfigured, match=broken):
        OnnxReranker(tmp_path).score(WORKSPACE, QUESTION, candidates("walrus"))


def test_a_graph_that_is_not_a_classifier_of_pairs_is_misconfigured(tmp_path: Path) -> None:
    write_graph(tmp_path, outputs=3)
    with pytest.raises(Misconfigured, match="3"):
        OnnxReranker(tmp_path).score(WORKSPACE, QUESTION, candidates("walrus"))
