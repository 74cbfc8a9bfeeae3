"""Wordings of instructions to a model, one file for each language.

A file has sections: `[NAME]` in capitals lists words that patterns refer to as `{NAME}`; every other section
is a feature and lists regular expressions, which match in any case. `injection_scores` has the weights. `#`
begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from genai_core.domain.text.pattern_files import read_pattern_files

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja")


@cache
def injection_features() -> Mapping[str, re.Pattern[str]]:
    """Returns the pattern of each feature, all languages together."""
    lines = read_pattern_files(__name__, LANGUAGES)
    return {
        name: re.compile("|".join(f"(?:{line})" for line in patterns), re.IGNORECASE)
        for name, patterns in lines.items()
    }
