"""Languages for which texts are split into terms: their stop words and distinctive letters.

The names are Snowball's. A language without a stop-word list is stemmed too; its frequent words weigh little
because of their frequency.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from genai_core.domain.text.stop_words import STOP_WORDS
from genai_core.domain.text.word_lists import word_list
from genai_core.errors import InvalidInput

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_ARABIC = "".join(map(chr, range(0x0621, 0x064B)))
_DEVANAGARI = "".join(map(chr, range(0x0904, 0x093A)))
_ENGLISH_CLITIC = r"(?<=[^\W_])['’](?:s|t|d|m|re|ve|ll)(?![^\W_])"
_FRENCH_ELISION = r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[^\W_])"
_ITALIAN_ELISION = (
    r"(?<![^\W_])(?:[cdlmnstv]|un|(?:d|n|a|da|su|co)(?:e?ll)|de?gl|quest|quell|com|dov|cos|bell|tutt|sant)"
    r"['’](?=[^\W_])"
)
_CATALAN_ELISION = r"(?<![^\W_])[dlmnst]['’](?=[^\W_])|(?<=[^\W_])['’](?:[lmnst]|ls|ns)(?![^\W_])"


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        name: Its Snowball name.
        codes: Other names in metadata: ISO 639 codes and its own name, in lower case.
        letters: Letters that related languages lack; all letters if no other language has its script.
        clitic: Regular expression of clitics, which are cut off before words are compared.
        has_stop_words: There is a stop-word list; without it, detection uses `letters` only.
        joins_nouns: Its compounds are also found by their parts.
    """

    name: str
    codes: tuple[str, ...]
    letters: str = ""
    clitic: str = ""
    has_stop_words: bool = False
    joins_nouns: bool = False

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Stop words in lower case; also as typed without accents."""
        if self.name == "english":
            return STOP_WORDS
        words = word_list(f"stop_words_{self.name}") if self.has_stop_words else ()
        # Germans write "ue" for "ü", never "u", and the list has that form.
        return frozenset(words if self.joins_nouns else (*words, *map(without_accents, words)))

    @cached_property
    def clitics(self) -> re.Pattern[str] | None:
        return re.compile(self.clitic) if self.clitic else None


def _listed(name: str, *codes: str, **more: str | bool) -> Language:
    return Language(name, codes, has_stop_words=True, **more)  # pyright: ignore[reportArgumentType]


_ALL = (
    _listed("english", "en", "eng", clitic=_ENGLISH_CLITIC),
    _listed("german", "de", "deu", "ger", "deutsch", letters="ßäöü", joins_nouns=True),
    _listed("french", "fr", "fra", "fre", "français", letters="éàçœêèëîïûùâô", clitic=_FRENCH_ELISION),
    _listed("spanish", "es", "spa", "español", "castellano", letters="ñ¿¡éáíóú"),
    _listed("italian", "it", "ita", "italiano", letters="éòìàùè", clitic=_ITALIAN_ELISION),
    _listed("portuguese", "pt", "por", "português", letters="ãõâêôçàéáíóú"),
    _listed("dutch", "nl", "nld", "dut", "nederlands"),
    _listed("swedish", "sv", "swe", "svenska", letters="åäö"),
    _listed("danish", "da", "dan", "dansk", letters="åæø"),
    _listed("norwegian", "no", "nor", "nb", "nob", "nn", "nno", "norsk", letters="åæø"),
    _listed("finnish", "fi", "fin", "suomi", letters="äö"),
    _listed("russian", "ru", "rus", "русский", letters=_CYRILLIC),
    Language("arabic", ("ar", "ara", "العربية"), letters=_ARABIC),
    Language("armenian", ("hy", "hye", "arm"), letters="".join(map(chr, range(0x0561, 0x0588)))),
    Language("basque", ("eu", "eus", "baq", "euskara")),
    Language("catalan", ("ca", "cat", "català"), letters="çàèòïü·", clitic=_CATALAN_ELISION),
    Language("czech", ("cs", "ces", "cze", "čeština"), letters="ěščřžýůďťň"),
    Language("esperanto", ("eo", "epo"), letters="ĉĝĥĵŝŭ"),
    Language("estonian", ("et", "est", "eesti"), letters="õäöü"),
    Language("greek", ("el", "ell", "gre", "ελληνικά"), letters="αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ"),
    Language("hindi", ("hi", "hin", "हिन्दी"), letters=_DEVANAGARI),
    Language("hungarian", ("hu", "hun", "magyar"), letters="őűáéíóú"),
    Language("indonesian", ("id", "ind")),
    Language("irish", ("ga", "gle", "gaeilge"), letters="áíóú"),
    Language("lithuanian", ("lt", "lit", "lietuvių"), letters="ąčęėįšųūž"),
    Language("nepali", ("ne", "nep"), letters=_DEVANAGARI),
    Language("persian", ("fa", "fas", "per", "فارسی"), letters=_ARABIC + "پچژگکی"),
    Language("polish", ("pl", "pol", "polski"), letters="ąćęłńśźż"),
    Language("romanian", ("ro", "ron", "rum", "română"), letters="ășțşţâî"),
    Language("serbian", ("sr", "srp", "српски"), letters=_CYRILLIC + "ђјљњћџčćđšž"),
    Language("sesotho", ("st", "sot")),
    Language("tamil", ("ta", "tam", "தமிழ்"), letters="".join(map(chr, range(0x0B85, 0x0BBA)))),
    Language("turkish", ("tr", "tur", "türkçe"), letters="ğışç"),
    Language("yiddish", ("yi", "yid"), letters="".join(map(chr, range(0x05D0, 0x05EB)))),
)
LANGUAGES = {language.name: language for language in _ALL}
"""By their Snowball names, which `config.json` uses."""

ENGLISH = LANGUAGES["english"]
_NAMED = {name: language for language in _ALL for name in (language.name, *language.codes)}


def language_called(name: str) -> Language:
    """Returns the language of that name. Raises InvalidInput if there is none."""
    if name not in LANGUAGES:
        raise InvalidInput(f"there is no language {name!r:.80}", remedy=f"Use one of {', '.join(LANGUAGES)}.")
    return LANGUAGES[name]


def named_language(stated: str, among: Sequence[Language]) -> Language | None:
    """Returns which of the languages metadata names: as `de`, `de-AT`, `deu`, `German` or `Deutsch`."""
    named = _NAMED.get(re.split(r"[-_ ]", stated.strip().casefold())[0])
    return named if named is not None and named in among else None


def without_accents(text: str) -> str:
    """Returns the text without accents and umlauts: `Curaçao` becomes `Curacao`."""
    if text.isascii():
        return text
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)
