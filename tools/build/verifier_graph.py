"""The claim verifier as an ONNX graph: the encoder's layers over claim and passage, and one logit.

Inputs: `input_ids`, `attention_mask`, `token_type_ids` (0 the claim's, 1 the passage's), [b, t] int64.
Output: `logit` [b, 1] float32, of "the passage supports the claim".
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper

from tools.build.encoder_graph import BertShape, GraphWriter, Tensors, checked_model, layers

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def write_verifier(
    weights: Tensors, shape: BertShape, *, ranges: Tensors, probe: bool = False
) -> onnx.ModelProto:
    """Returns the checked model; `ranges` and `probe` as for the encoder."""
    graph = GraphWriter(weights, ranges)
    segment = graph.op(
        "Gather", graph.weight("embeddings.token_type_embeddings.weight"), "token_type_ids", axis=0
    )
    hidden = layers(graph, shape, segment)
    first = graph.op("Gather", hidden, graph.constant("first", np.array(0)), axis=1)
    logit = graph.linear(graph.op("Tanh", graph.linear(first, "pooler.dense")), "classifier")
    outputs: dict[str, list[str | int | None]] = {"logit": ["b", 1]}
    sources = {"logit": logit}
    if probe:
        sources |= graph.linear_inputs
        outputs |= {
            name: [None, *(["t"] if name.startswith("encoder") else []), None] for name in graph.linear_inputs
        }
    for name, source in sources.items():
        graph.nodes.append(helper.make_node("Identity", [source], [name]))
    return checked_model(graph, "claim-verifier", INPUTS, outputs)
