"""Base class of all parts of `config.json`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """Part of the file: frozen, without conversions, and without fields that nothing reads."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
