"""Reduce texts and questions to the terms of the lexical index.

Terms are stems, pairs of neighbouring stems, and whole identifiers such as `ml.g5.xlarge` or `ABC-1234`,
which are indexed as written in addition to their parts. Stop words and question words are left out. The
stemmers are injected, because they come from a vendor's package.

With several languages, a text is analysed in its own language. A question whose language is unknown is
analysed in all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.text.compounds import split_compound
from genai_core.domain.text.language_detection import detect_language
from genai_core.domain.text.languages import ENGLISH, Language, named_language, without_accents
from genai_core.domain.text.scripts import CJK, CLUSTER_LETTERS, CLUSTER_SIGNS

Stem = Callable[[str], str]

PAIR_WEIGHT = 0.5
"""Weight of a pair of stems; pairs are scored by BM25 like stems, since word order matters too."""

PART_WEIGHT = 0.5
"""Weight of the parts of a compound, beside the compound itself."""

PHRASE_WEIGHT = 2.0
"""Weight of quoted phrases of the question."""

MAX_QUESTION_WORDS = 128
"""Maximum words of a question that are searched for; bounds the work for long questions."""

MAX_TERMS = 4 * MAX_QUESTION_WORDS
"""Maximum terms of a question that is analysed in several languages."""

_MAX_WORD_CHARS = 64
_SAMPLED_CHUNKS = 24
_SAMPLED_CHARS = 250
# Thai, Lao, Burmese and Khmer have no spaces either. A letter with its signs counts as a word, and pairs of
# them distinguish words, as with Chinese characters.
_UNSPACED = CJK + CLUSTER_LETTERS
# A run without spaces: it contains words and may be an identifier as a whole.
_RUN = re.compile(r"[^\s\"“”«»]{1,400}")
_WORD = re.compile(rf"[{CJK}]|[{CLUSTER_LETTERS}][{CLUSTER_SIGNS}]*|[^\W_{_UNSPACED}]+")
# Vowel signs and points of other scripts are part of their words.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_SPELLED_WORD = re.compile(
    rf"[{CJK}]|[{CLUSTER_LETTERS}][{CLUSTER_SIGNS}]*|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_MARKS}])*"
)
# Possessive and anchored at the start of a word, so that it never backtracks.
_IDENTIFIER = re.compile(
    r"[.$]?(?<![^\W_])[^\W_]++(?:[._:/\\@+#-]++[^\W_]++)++[+#]*+|(?<![^\W_])[^\W\d_]++[+#]++(?![^\W_])"
)
_ALPHABETIC = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{1,400})[\"“”«»]")


@dataclass(frozen=True, slots=True)
class LexicalAnalyser:
    """Turns texts into terms, in one language or in the text's own among several.

    Attributes:
        stem: Maps a lower-case word to its stem; must be pure, so that stored and searched terms are equal.
        language: The language of `stem`, also used for texts whose language is unknown.
        others: Analysers for one further language each.
    """

    stem: Stem
    language: Language = ENGLISH
    others: tuple[LexicalAnalyser, ...] = ()

    def for_document(self, chunks: Sequence[Chunk]) -> LexicalAnalyser:
        """Returns the analyser of a document's chunks.

        The language in the metadata applies to all chunks. Without it, the language of the whole document
        applies to chunks whose own language is unknown.
        """
        if not self.others or not chunks:
            return self
        stated = chunks[0].metadata.get("language", "")
        if isinstance(stated, str) and (named := named_language(stated, self._languages)):
            return self._of(named)
        step = -(-len(chunks) // _SAMPLED_CHUNKS)
        sample = " ".join(chunk.searchable_text[:_SAMPLED_CHARS] for chunk in chunks[::step])
        own = detect_language(sample, self._languages)
        if own is None or own == self.language:
            return self
        rest = tuple(analyser for analyser in self._each if analyser.language != own)
        return replace(self._of(own), others=rest)

    def count(self, text: str) -> tuple[Counter[str], int]:
        """Returns the count of each term in the text, and the text's length in stems."""
        if self.others:
            return self._of(detect_language(text, self._languages) or self.language).count(text)
        spelled = self._spelling(text)
        words = self._words(spelled)
        stems, parts = self._stems(words), self._parts(words)
        terms = Counter(stems)
        terms.update(_pairs(stems))
        terms.update(chain.from_iterable(parts))
        terms.update(_identifiers(self._plain(spelled)))
        return terms, len(stems) + sum(map(len, parts))

    def weigh(self, question: str) -> dict[str, float]:
        """Returns the question's terms with their weights, in order of appearance; empty if it has none."""
        if not self.others:
            return self._weigh(question)
        language = detect_language(question, self._languages)
        if language is not None:
            return self._of(language).weigh(question)
        weights: dict[str, float] = {}
        for analyser in self._each:
            for term, weight in analyser.weigh(question).items():
                if term in weights or len(weights) < MAX_TERMS:
                    weights[term] = max(weights.get(term, 0.0), weight)
        return weights

    def _weigh(self, question: str) -> dict[str, float]:
        spelled = self._spelling(question)
        words = self._words(spelled)[:MAX_QUESTION_WORDS]
        stems = self._stems(words)
        weights = {stem: float(count) for stem, count in Counter(stems).items()}
        lesser = [(term, PART_WEIGHT) for term in chain.from_iterable(self._parts(words))]
        lesser += [(term, PAIR_WEIGHT) for term in (*_pairs(stems), *_identifiers(self._plain(spelled)))]
        for term, weight in lesser:
            if len(weights) < 2 * MAX_QUESTION_WORDS:
                weights[term] = weights.get(term, 0.0) + weight
        for phrase in _QUOTED.findall(spelled):
            quoted = self._stems(self._words(phrase))
            for term in _pairs(quoted) or quoted:
                if term in weights:
                    weights[term] = max(weights[term], PHRASE_WEIGHT)
        return weights

    def _spelling(self, text: str) -> str:
        # Other stemmers handle the accents of their language; in English, accents come from loan words.
        return _fold(text) if self.language is ENGLISH else _spelled(text)

    def _plain(self, spelled: str) -> str:
        return spelled if self.language is ENGLISH else without_accents(spelled)

    def _words(self, spelled: str) -> list[str]:
        """Returns the words without stop words, in order, in the form that the stemmer expects."""
        clitics, stop_words = self.language.clitics, self.language.stop_words
        word = _WORD if self.language is ENGLISH else _SPELLED_WORD
        forms = word.findall(clitics.sub("", spelled) if clitics else spelled)
        return [form for form in forms if form not in stop_words]

    def _stems(self, words: Sequence[str]) -> list[str]:
        stems = [self.stem(word[:_MAX_WORD_CHARS]) for word in words]
        return stems if self.language is ENGLISH else list(map(without_accents, stems))

    def _parts(self, words: Sequence[str]) -> list[list[str]]:
        """Returns the stems of each compound's parts."""
        if not self.language.joins_nouns:
            return []
        return [self._stems(parts) for parts in map(split_compound, words) if parts]

    @property
    def _each(self) -> tuple[LexicalAnalyser, ...]:
        return (replace(self, others=()), *self.others)

    @property
    def _languages(self) -> tuple[Language, ...]:
        return (self.language, *(analyser.language for analyser in self.others))

    def _of(self, language: Language) -> LexicalAnalyser:
        return next(analyser for analyser in self._each if analyser.language == language)


def _pairs(stems: list[str]) -> list[str]:
    return [f"{left} {right}" for left, right in pairwise(stems)]


def _identifiers(folded: str) -> list[str]:
    """Returns identifiers: names with digits, dots, underscores, colons or a `++`."""
    identifiers: list[str] = []
    for run in _RUN.findall(folded):
        for name in _IDENTIFIER.findall(run):
            if not _ALPHABETIC.fullmatch(name):
                identifiers.append("=" + name[:_MAX_WORD_CHARS])
    return identifiers


def _spelled(text: str) -> str:
    """Folds case and unifies compatibility forms; keeps accents."""
    text = unicodedata.normalize("NFKC", text).casefold()
    # Lower-casing a Turkish capital dotted I leaves a combining dot.
    return text if text.isascii() else unicodedata.normalize("NFC", text).replace("i\u0307", "i")


def _fold(text: str) -> str:
    """Folds case, unifies compatibility forms, and removes accents from Latin letters."""
    return without_accents(unicodedata.normalize("NFKC", text).casefold())
