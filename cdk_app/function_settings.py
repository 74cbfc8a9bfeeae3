"""The settings of functions that come from `config.json`, by their paths."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from cdk_app.config.environment import EnvironmentConfig
from genai_core.settings import SECTIONS, section_texts


def config_settings(config: EnvironmentConfig, repository: Path) -> dict[str, str]:
    """Returns the sections that functions read, as text, and three settings derived from the file."""
    host = config.functions.runtime == "host"
    sections = (section_texts(name, getattr(config, name)) for name in SECTIONS)
    return {
        **{path: text for section in sections for path, text in section.items()},
        "search_engine": {"pgvector": "postgresql"}.get(config.engine, config.engine),
        "encoders": json.dumps([asdict(spec) for spec in config.encoders]),
        "embedder_path": str(repository / ".build" / "model") if host else "/opt/model",
        "verifier_path": str(repository / ".build" / "verifier") if host else "/opt/verifier",
    }
