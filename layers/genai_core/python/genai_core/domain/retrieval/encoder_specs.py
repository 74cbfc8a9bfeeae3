"""The encoders of a deployment, as configured: what each is, and where it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.declared import required, setting
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName

EncoderProvider = Literal["onnx", "sagemaker", "bedrock", "openai"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderSpec:
    """An encoder: one entry of `encoders` in `config.json`."""

    name: EncoderName = required(
        "Names the vector space; workspaces record it, so another model needs another name.",
        pattern="^[a-z0-9][a-z0-9._-]{0,62}$",
    )
    provider: EncoderProvider = setting("onnx", "Where it runs; `onnx` is in the function itself.")
    target: str = setting("", "Name of the SageMaker endpoint, or id of the model; empty for `onnx`.")
    endpoint: str = setting("", "Base URL for `openai`, including /v1.", pattern="^(https?://[^ ?#]+)?$")
    api_key_secret: str = setting(
        "", "Name of the secret with its key; empty for none.", pattern="^[A-Za-z0-9/_+=.@-]*$"
    )
    dimensions: int = setting(0, "Length of a vector; 0 for what the model gives.", ge=0, le=4096)
    window: int = setting(0, "Tokens of a text that are read; 0 for what is known of the model.", ge=0)
    query_prefix: str = setting("", "What the model wants in front of a question.")
    passage_prefix: str = setting("", "What the model wants in front of a passage.")
    timeout_s: float = setting(10.0, "Time limit of one request.", gt=0, le=60)


DEFAULT_ENCODERS = (EncoderSpec(name=DEFAULT_ENCODER),)
