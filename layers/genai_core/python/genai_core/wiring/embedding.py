"""The encoders of this deployment: each is built on first use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.encoder_windows import EncoderWindow, utf8_ends
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.encoder_specs import DEFAULT_ENCODERS, EncoderSpec
from genai_core.errors import Misconfigured
from genai_core.ports.embedder import Embedder
from genai_core.settings import settings
from genai_core.wiring.aws import aws_client

_SPECIAL_TOKENS = 2
"""Special tokens at the start and the end of an input."""


@cache
def encoder_specs() -> tuple[EncoderSpec, ...]:
    """Returns the encoders of this deployment, that of new workspaces first.

    Raises:
        Misconfigured: The setting cannot be read.
    """
    configured = settings().encoders
    if not configured:
        return DEFAULT_ENCODERS
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(tuple[EncoderSpec, ...]).validate_json(configured)
    except ValidationError as error:
        raise Misconfigured(f"ENCODERS cannot be read: {error}", remedy="Deploy again.") from None


def encoders() -> tuple[EncoderName, ...]:
    """Returns the names of this deployment's encoders, that of new workspaces first."""
    return tuple(spec.name for spec in encoder_specs())


@cache
def embedder(name: EncoderName | None = None) -> Embedder:
    """Returns an encoder; without a name the one of new workspaces.

    Raises:
        Misconfigured: This deployment does not have it.
    """
    for spec in encoder_specs():
        if name in (None, spec.name):
            return _BUILDERS[spec.provider](spec)
    raise Misconfigured(
        f"this deployment has no encoder {name!r}",
        remedy="Add it to `encoders` in config.json, or embed the workspace again with one of"
        f" {', '.join(encoders())}: `quorum workspace move WORKSPACE --encoder NAME`.",
    )


@cache
def question_embedder(name: EncoderName | None = None) -> Embedder:
    """Returns an encoder that encodes a question once for all uses."""
    from genai_core.wrappers.cached_embedder import CachedEmbedder

    return CachedEmbedder(embedder(name))


@cache
def answer_embedder() -> Embedder:
    """Returns the encoder of new workspaces for the steps that read the same passages of one answer."""
    from genai_core.wrappers.shared_encodings import SharedEncodings

    return SharedEncodings(embedder())


def embedded_by(name: EncoderName, chunks: Sequence[EmbeddedChunk]) -> Sequence[EmbeddedChunk]:
    """Returns chunks as an encoder embeds them; chunks that it has embedded already are unchanged."""
    if all(chunk.encoder == name for chunk in chunks):
        return chunks
    from genai_core.usecases.ingestion.embed_chunks import embed_passages

    return embed_passages(embedder(name), [chunk.chunk for chunk in chunks])


@cache
def encoder_window(name: EncoderName) -> EncoderWindow:
    """Returns an encoder's window; without the tokenizer it is counted in bytes.

    Raises:
        Misconfigured: This deployment does not have it.
    """
    folder = encoder_folder(name)
    profile = embedder(name).profile
    if (folder / "tokenizer.json").is_file():
        from genai_core.adapters.onnx.window import read_window

        return read_window(folder)
    return EncoderWindow(profile.window - _SPECIAL_TOKENS - len(profile.passage_prefix.encode()), utf8_ends)


def encoder_folder(name: EncoderName) -> Path:
    """Returns the folder of an encoder's card and basis, and of its model if it runs here."""
    model = Path(settings().embedder_path)
    return model if name == DEFAULT_ENCODER else model.parent / "encoders" / name


@cache
def onnx_embedder(folder: Path) -> Embedder:
    """Returns the encoder in a folder; one per process, because it keeps its model."""
    from genai_core.adapters.onnx.embedder import OnnxEmbedder

    return OnnxEmbedder(folder)


def _onnx(spec: EncoderSpec) -> Embedder:
    return onnx_embedder(encoder_folder(spec.name))


def _profile(spec: EncoderSpec, dimensions: int, window: int) -> EncoderProfile:
    """Returns the profile of an encoder without token vectors, from its specification and known facts."""
    return EncoderProfile(
        spec.name,
        spec.dimensions or dimensions,
        spec.window or window,
        spec.query_prefix,
        spec.passage_prefix,
    )


def _sagemaker(spec: EncoderSpec) -> Embedder:
    from genai_core.adapters.onnx.encoder_card import read_card
    from genai_core.adapters.sagemaker.embedder import SageMakerEmbedder

    card = read_card(encoder_folder(spec.name))
    client = aws_client("sagemaker-runtime", read_timeout_s=spec.timeout_s)
    return SageMakerEmbedder(spec.target, client, card.profile, card.keys, card.rarity)


def _bedrock(spec: EncoderSpec) -> Embedder:
    from genai_core.adapters.bedrock.embedder import BedrockEmbedder

    client = aws_client("bedrock-runtime", read_timeout_s=spec.timeout_s)
    known = (1536, 128_000) if "embed-v4" in spec.target else (1024, 512 if "cohere" in spec.target else 8192)
    return BedrockEmbedder(spec.target, client, _profile(spec, *known))


def _openai(spec: EncoderSpec) -> Embedder:
    from urllib3 import PoolManager

    from genai_core.adapters.openai.embedder import OpenAiEmbedder
    from genai_core.wiring.secrets import secret_source

    read_key = partial(secret_source().read, spec.api_key_secret) if spec.api_key_secret else None
    profile = _profile(spec, 1536, 8191)
    return OpenAiEmbedder(spec, profile, pool=PoolManager(maxsize=8), read_key=read_key)


_BUILDERS: dict[str, Callable[[EncoderSpec], Embedder]] = {
    "onnx": _onnx,
    "sagemaker": _sagemaker,
    "bedrock": _bedrock,
    "openai": _openai,
}
