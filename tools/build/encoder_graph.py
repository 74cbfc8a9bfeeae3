"""BERT as an ONNX graph, written from its weights without PyTorch.

The graph is that of Devlin et al. (2019), with the mean pooling and normalisation of Sentence-BERT
(Reimers and Gurevych, 2019). Inputs: `input_ids`, `attention_mask` [b, t] int64. Outputs:
`sentence_vector` [b, d] and `token_vectors` [b, t, d], both float32 of unit length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
"""The first with Gelu as one operator."""


SMOOTHING = 0.7
"""How much of the inputs' reach moves into the weights; 0.7 kept the vectors nearest to the exact ones."""

Tensors = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class BertShape:
    """Sizes of all-MiniLM-L6-v2; its `config.json` says the same."""

    layers: int = 6
    heads: int = 12
    width: int = 384
    epsilon: float = 1e-12


def smoothing(reach: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns [i], what to divide inputs and multiply weights by so that neither has outliers.

    Inputs have few channels far above the rest, which leave eight bits too few steps for all others;
    SmoothQuant (Xiao et al., 2023) moves that reach into the weights, which hold a scale per channel.

    Args:
        reach: [i] the largest value seen in each input channel.
        matrix: [i, o] the weights.
    """
    heaviest = np.abs(matrix).max(axis=1)
    return (np.maximum(reach, 1e-5) ** SMOOTHING / np.maximum(heaviest, 1e-5) ** (1 - SMOOTHING)).astype(
        np.float32
    )


class GraphWriter:
    """Collects nodes and initializers; every method returns the name of its output."""

    def __init__(self, weights: Tensors, ranges: Tensors) -> None:
        self._weights = weights
        self._ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}
        self.linear_inputs: dict[str, str] = {}

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.initializers.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self._weights[name])

    def first_row(self, name: str) -> str:
        return self.constant(f"{name}[0]", self._weights[name][0])

    def linear(self, x: str, name: str) -> str:
        matrix = np.ascontiguousarray(self._weights[f"{name}.weight"].T)
        if name in self._ranges:
            scale = smoothing(self._ranges[name], matrix)
            x, matrix = self.op("Mul", x, self.constant(f"{name}.smooth", 1 / scale)), matrix * scale[:, None]
        self.linear_inputs[name] = x
        # MatMul with a constant right side is what dynamic quantisation looks for.
        product = self.op("MatMul", x, self.constant(f"{name}.weight_t", matrix))
        return self.op("Add", product, self.weight(f"{name}.bias"))

    def layer_norm(self, x: str, name: str, epsilon: float) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)


def write_encoder(
    weights: Tensors, shape: BertShape, *, ranges: Tensors, probe: bool = False
) -> onnx.ModelProto:
    """Returns the checked model.

    Args:
        ranges: Per linear layer the reach of its inputs, for a graph that will be quantised; empty for
            the plain graph.
        probe: Gives the inputs of every linear layer as outputs too, named after it.
    """
    graph = GraphWriter(weights, ranges)
    # All texts are of the first segment.
    hidden = layers(graph, shape, graph.first_row("embeddings.token_type_embeddings.weight"))
    outputs = {"token_vectors": _unit(graph, hidden), "sentence_vector": _unit(graph, _mean(graph, hidden))}
    if probe:
        outputs |= graph.linear_inputs
    for name, source in outputs.items():
        graph.nodes.append(helper.make_node("Identity", [source], [name]))
    sizes: dict[str, list[str | int | None]] = {"sentence_vector": ["b", shape.width]}
    results = {name: sizes.get(name, ["b", "t", None]) for name in outputs}
    return checked_model(graph, "all-MiniLM-L6-v2", ("input_ids", "attention_mask"), results)


def layers(graph: GraphWriter, shape: BertShape, segment: str) -> str:
    """Writes embeddings and layers; returns the name of the last states, [b, t, d].

    Args:
        segment: The name of what each token's segment adds, [d] or [b, t, d].
    """
    hidden = _embeddings(graph, shape, segment)
    mask = _attention_bias(graph)
    for layer in range(shape.layers):
        hidden = _layer(graph, f"encoder.layer.{layer}", hidden, mask, shape)
    return hidden


def _embeddings(graph: GraphWriter, shape: BertShape, segment: str) -> str:
    words = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids", axis=0)
    length = graph.op("Gather", graph.op("Shape", "input_ids"), graph.constant("one", np.array(1)), axis=0)
    indices = graph.op("Range", graph.constant("zero", np.array(0)), length, "one")
    positions = graph.op("Gather", graph.weight("embeddings.position_embeddings.weight"), indices, axis=0)
    total = graph.op("Add", graph.op("Add", words, positions), segment)
    return graph.layer_norm(total, "embeddings.LayerNorm", shape.epsilon)


def _attention_bias(graph: GraphWriter) -> str:
    """Returns [b, 1, 1, t]: 0 where a token counts, far below any score where it is padding."""
    mask = graph.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    wide = graph.op("Unsqueeze", mask, graph.constant("axes_1_2", np.array([1, 2])))
    padded = graph.op("Sub", graph.constant("one_f", np.array(1, np.float32)), wide)
    return graph.op("Mul", padded, graph.constant("far_below", np.array(-1e9, np.float32)))


def _layer(graph: GraphWriter, name: str, x: str, mask: str, shape: BertShape) -> str:
    attended = graph.linear(
        _attention(graph, f"{name}.attention.self", x, mask, shape), f"{name}.attention.output.dense"
    )
    x = graph.layer_norm(graph.op("Add", attended, x), f"{name}.attention.output.LayerNorm", shape.epsilon)
    inner = graph.op("Gelu", graph.linear(x, f"{name}.intermediate.dense"))
    outer = graph.linear(inner, f"{name}.output.dense")
    return graph.layer_norm(graph.op("Add", outer, x), f"{name}.output.LayerNorm", shape.epsilon)


def _attention(graph: GraphWriter, name: str, x: str, mask: str, shape: BertShape) -> str:
    size = shape.width // shape.heads
    split = graph.constant("split_heads", np.array([0, 0, shape.heads, size]))
    join = graph.constant("join_heads", np.array([0, 0, shape.width]))

    def heads(part: str, order: list[int]) -> str:
        return graph.op(
            "Transpose", graph.op("Reshape", graph.linear(x, f"{name}.{part}"), split), perm=order
        )

    scores = graph.op("MatMul", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
    scaled = graph.op("Mul", scores, graph.constant("head_scale", np.array(size**-0.5, np.float32)))
    weights = graph.op("Softmax", graph.op("Add", scaled, mask), axis=-1)
    mixed = graph.op("MatMul", weights, heads("value", [0, 2, 1, 3]))
    return graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), join)


def _mean(graph: GraphWriter, hidden: str) -> str:
    mask = graph.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    column = graph.op("Unsqueeze", mask, graph.constant("axis_2", np.array([2])))
    axis = graph.constant("axis_1", np.array([1]))
    total = graph.op("ReduceSum", graph.op("Mul", hidden, column), axis, keepdims=0)
    return graph.op("Div", total, graph.op("ReduceSum", column, axis, keepdims=0))


def _unit(graph: GraphWriter, x: str) -> str:
    length = graph.op("ReduceL2", x, graph.constant("last_axis", np.array([-1])), keepdims=1)
    return graph.op("Div", x, length)


def checked_model(
    graph: GraphWriter, name: str, inputs: Sequence[str], outputs: Mapping[str, Sequence[str | int | None]]
) -> onnx.ModelProto:
    """Returns the model of the nodes collected, checked.

    Args:
        inputs: Their names; each is [b, t] int64. outputs: The shape of each, float32.
    """
    inputs_info = [helper.make_tensor_value_info(each, TensorProto.INT64, ["b", "t"]) for each in inputs]
    results = [
        helper.make_tensor_value_info(each, TensorProto.FLOAT, list(size)) for each, size in outputs.items()
    ]
    body = helper.make_graph(graph.nodes, name, inputs_info, results, list(graph.initializers.values()))
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model
