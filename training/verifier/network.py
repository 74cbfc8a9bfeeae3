"""The verifier in PyTorch: MiniLM's six layers over claim and passage, and one logit from the first piece.

Word embeddings are the encoder's and stay fixed, so only 10.7 million parameters are trained and stored.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import dropout, gelu, scaled_dot_product_attention

LAYERS, HEADS, WIDTH, INNER, EPSILON = 6, 12, 384, 1536, 1e-12
DROPOUT = 0.1


class Layer(nn.Module):
    """One layer, with the names of BERT's tensors."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        batch, length, _ = x.shape
        parts = [
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        rate = DROPOUT if self.training else 0.0
        mixed = scaled_dot_product_attention(*parts, attn_mask=seen, dropout_p=0.0)
        attended = self.attended(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.attended_norm(x + dropout(attended, rate, self.training))
        return self.norm(x + dropout(self.outer(gelu(self.inner(x))), rate, self.training))


class Verifier(nn.Module):
    """Maps ids, segments and sizes, [b, t], [b, t], [b], to logits [b] of "the passage supports it"."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.pooled = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 1)
        self.words.weight.requires_grad_(False)

    def forward(self, ids: torch.Tensor, segments: torch.Tensor, sizes: torch.Tensor) -> torch.Tensor:
        length = ids.shape[1]
        order = torch.arange(length, device=ids.device)
        x = self.norm(self.words(ids) + self.places(order)[None] + self.segments(segments))
        x = dropout(x, DROPOUT, self.training)
        seen = (order[None] < sizes[:, None])[:, None, None].expand(-1, 1, length, -1)
        for layer in self.layers:
            x = layer(x, seen)
        pooled = torch.tanh(self.pooled(x[:, 0]))
        return self.out(dropout(pooled, DROPOUT, self.training))[:, 0].float()


NAMES = {
    "words.weight": "embeddings.word_embeddings.weight",
    "places.weight": "embeddings.position_embeddings.weight",
    "segments.weight": "embeddings.token_type_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
    "pooled.weight": "pooler.dense.weight",
    "pooled.bias": "pooler.dense.bias",
    "out.weight": "classifier.weight",
    "out.bias": "classifier.bias",
}
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "attended_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm": "output.LayerNorm",
}
for _layer in range(LAYERS):
    for _ours, _theirs in _LAYER_NAMES.items():
        for _kind in ("weight", "bias"):
            NAMES[f"layers.{_layer}.{_ours}.{_kind}"] = f"encoder.layer.{_layer}.{_theirs}.{_kind}"


def from_encoder(safetensors_file: Path) -> Verifier:
    """Returns the network with the encoder's weights; the last two matrices are random."""
    from safetensors.torch import load_file  # noqa: PLC0415

    tensors = load_file(str(safetensors_file))
    model = Verifier()
    state = {ours: tensors[bert_name].float() for ours, bert_name in NAMES.items() if bert_name in tensors}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("out") for name in missing):
        raise ValueError(f"the encoder's file lacks {missing!r} and also has {unexpected!r}")
    nn.init.normal_(model.out.weight, std=0.02)
    nn.init.zeros_(model.out.bias)
    return model


def learnt(model: Verifier) -> dict[str, torch.Tensor]:
    """Returns the trained tensors in float16, by BERT's names, without the encoder's word embeddings."""
    state = model.state_dict()
    return {
        bert_name: state[name].half().cpu() for name, bert_name in NAMES.items() if name != "words.weight"
    }
