"""Check the premises of a question: codes, names and figures that the passages must contain.

If no passage names part HX-9999 or Brazil, a question about it has no answer to quote, however much the
passages say about other parts and countries. The same holds for a question that asks for a sum which no
passage states.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from genai_core.domain.facts.names import absent_names, names
from genai_core.domain.facts.values.reading import is_value_word
from genai_core.domain.facts.values.text_language import language_of
from genai_core.domain.generation.passage_sentences import PassageSentence
from genai_core.domain.generation.question_kinds import SUM, asked_kinds, states
from genai_core.domain.text.word_lists import word_list
from genai_core.domain.text.words import Word, fold

_CODE = re.compile(r"\b(?=[\w./-]{0,60}[A-Za-z])(?=[\w./-]{0,60}\d)[A-Za-z0-9][\w./-]{0,60}[A-Za-z0-9]\b")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|er|e|º|ª)", re.IGNORECASE)
_UNITS = frozenset(fold(form) for line in word_list("units") for form in line.split())
_MEASURE = re.compile(r"(?<![\w.,-])(\d+(?:[.,]\d+)?) ?([^\W\d_]+|[%°€$£])")

_COUNTED = re.compile(
    r"\b(?:how many|wie viele[nr]?|combien d(?:e |'|’)|cuánt[oa]s|quant[ei]|quant[oa]s|hoeveel) ?([^\W\d_]+)",
    re.IGNORECASE,
)


def counted_noun(question: str) -> str:
    """Returns the noun that a question counts, folded: "employees" for "How many employees ..."; else
    empty."""
    counted = _COUNTED.search(question)
    return fold(counted.group(1)) if counted else ""


def codes_in(question: str) -> tuple[str, ...]:
    """Returns the part numbers, model names and versions of a question, folded; not ordinals."""
    codes = (match.group() for match in _CODE.finditer(question))
    codes = (code for code in codes if not _ORDINAL.fullmatch(code))
    return tuple(dict.fromkeys(code.casefold() for code in codes if "-" in code or code != code.lower()))


def lacks_premise(question: str, sentences: Sequence[PassageSentence]) -> bool:
    """True if the passages lack a code, a name or a measure of the question."""
    texts = " \n ".join(dict.fromkeys([s.title for s in sentences] + [s.text for s in sentences])).casefold()
    if any(code not in texts for code in codes_in(question)):
        return True
    if _lacks_name(question, sentences):
        return True
    measures = (number for number, unit in _MEASURE.findall(question) if fold(unit) in _UNITS)
    return any(not _stands(number, texts) for number in measures)


def _lacks_name(question: str, sentences: Sequence[PassageSentence]) -> bool:
    """True if no word of a name in the question occurs in the passages, which must have the same language.

    German capitalises every noun, and an abbreviation may be written out: neither is looked up.
    """
    language, texts = language_of(question), [sentence.titled for sentence in sentences]
    if language in ("", "german") or language_of(" ".join(texts)) != language:
        return False
    absent = absent_names(question, texts, "", claim_language=language, evidence_language=language)
    missing = {conflict.claim for conflict in absent}
    name_words = [word for word in names(question, language) if not is_value_word(word.form)]
    return any(
        all(word.form in missing for word in run) and not question[run[0].start : run[-1].end].isupper()
        for run in _runs(question, name_words)
    )


def _runs(question: str, words: Sequence[Word]) -> list[list[Word]]:
    """Returns the words of each name: words with only blanks between them."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and not question[runs[-1][-1].end : word.start].strip():
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def is_unworked_sum(question: str, best: PassageSentence) -> bool:
    """True if the question asks for a sum, mean or difference and the best sentence states none."""
    return SUM in asked_kinds(question) and not states(SUM, best.text)


def _stands(number: str, texts: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", texts) is not None
