"""Read the teacher's tokenizer from its GGUF file, with its words as compact ids."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers

_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
    r"|\s+(?!\S)|\s+"
)
CHAT_MARKS = ("<|im_start|>", "<|im_end|>", "<|endoftext|>")


def tokenizer_of(gguf_file: Path) -> Tokenizer:
    """Returns the byte-level BPE tokenizer that the file describes."""
    from gguf import GGUFReader  # noqa: PLC0415  only where weights are packed

    fields = GGUFReader(gguf_file).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE({word: index for index, word in enumerate(words)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(mark, special=True) for mark in CHAT_MARKS])
    return tokenizer


class CompactWords:
    """Converts texts to compact ids and back; an id is an index in `kept`."""

    def __init__(self, tokenizer: Tokenizer, kept: np.ndarray) -> None:
        self._tokenizer = tokenizer
        self._kept = kept.tolist()
        self._place = {word: index for index, word in enumerate(self._kept)}

    def encode(self, text: str) -> list[int]:
        """Words that are not in `kept` are left out."""
        return [self._place[word] for word in self._tokenizer.encode(text).ids if word in self._place]

    def decode(self, ids: list[int]) -> str:
        return self._tokenizer.decode([self._kept[index] for index in ids])
