"""Stems of words in the languages that statements are read in: rough, the same for a word's inflections."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.text.words import fold
from genai_core.domain.text.words import stem as english_stem

_MIN_REST = {"german": 4, "dutch": 3}
_PARTICIPLE_ENDS = ("t", "en")
_MIN_PARTICIPLE = 6
_MIN_PLURAL = 4
_SEPARABLE = {
    "german": re.compile(
        r"(ab|an|auf|aus|ein|mit|vor|nach|weg|her|hin|um|fest|zuruck|weiter|bei|zu)(?:zu|ge)(?=\w{4})"
    ),
    "dutch": re.compile(r"(af|aan|op|uit|in|mee|na|toe|voor|over|terug|vast|door|om)ge(?=\w{4})"),
}
"""Verbs whose prefix stands apart: "abzustellen" and "abgestellt" are forms of "abstellen"."""


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """Returns the stem of a word of one of the languages read; `language` is Snowball's name of it."""
    form = fold(word)
    suffixes = _suffixes().get(language)
    if suffixes is None:
        return english_stem(form)
    if language in _SEPARABLE:
        form = _SEPARABLE[language].sub(r"\1", form, count=1) if _SEPARABLE[language].match(form) else form
    if language == "french" and len(form) > _MIN_PLURAL:
        form = form.removesuffix("s")
    is_germanic = language in _MIN_REST
    if (
        is_germanic
        and len(form) >= _MIN_PARTICIPLE
        and form.startswith("ge")
        and form.endswith(_PARTICIPLE_ENDS)
    ):
        form = form[2:]
    least = _MIN_REST.get(language, 3)
    for suffix in suffixes:
        rest = form.removesuffix(suffix)
        if rest != form and len(rest) >= least:
            return rest
    return form


def root_of(form: str, language: str) -> str:
    """Returns the stem of a word, of irregular English forms that of their regular one."""
    return stem_of(_regular().get(form, form) if language == "english" else form, language)


@cache
def _regular() -> dict[str, str]:
    """Returns the form that an irregular one of English is read as."""
    lines = (line.split() for line in lines_of("irregular"))
    return {form: regular for regular, *forms in lines for form in forms}


@cache
def _suffixes() -> dict[str, tuple[str, ...]]:
    """Returns each language's endings, the longest first; English has a stemmer of its own."""
    pairs = (line.partition(":") for line in lines_of("suffixes"))
    return {language: tuple(endings.split()) for language, _, endings in pairs}
