"""The window of an encoder, from the tokenizer in its folder."""

from __future__ import annotations

from pathlib import Path

from genai_core.adapters.onnx.encoder_card import read_card
from genai_core.domain.ingestion.encoder_windows import EncoderWindow


def read_window(folder: Path) -> EncoderWindow:
    """Returns the window, in the pieces of the encoder's own tokenizer. Raises Misconfigured."""
    from tokenizers import Tokenizer  # noqa: PLC0415

    card = read_card(folder)
    tokenizer = Tokenizer.from_buffer(card.read("tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def ends(text: str) -> list[int]:
        # The tokenizer rejects unpaired surrogates; each is replaced by one character, so that offsets stay
        # valid.
        encoding = tokenizer.encode(text.encode("utf-8", "replace").decode(), add_special_tokens=False)
        return [end for _, end in encoding.offsets]

    prefix = card.profile.passage_prefix
    used = tokenizer.num_special_tokens_to_add(is_pair=False) + len(ends(prefix))
    return EncoderWindow(card.profile.window - used, ends)
