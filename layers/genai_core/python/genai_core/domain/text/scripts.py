"""Character ranges, for regular expressions, of scripts that are written without spaces.

Each is the inside of a character class: `rf"[{CJK}]"`.
"""

from __future__ import annotations

HAN_AND_KANA = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HANGUL = "\uac00-\ud7af"
_HALF_WIDTH_KANA = "\uff66-\uff9f"
CJK = HAN_AND_KANA + _HANGUL + _HALF_WIDTH_KANA
"""Chinese, Japanese and Korean: each character counts as a word."""
UNSPACED_LINES = "\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
"""Chinese and Japanese with their punctuation and full-width forms: its lines are joined without a space."""
THAI_KHMER_BURMESE = "\u0e00-\u0e7f\u1780-\u17ff\u1000-\u109f"
"""Whole blocks, letters and signs alike."""
CLUSTER_LETTERS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6"
    "\u1000-\u102a\u1050-\u1055\u1780-\u17b3"
)
"""Letters of Thai, Lao, Burmese and Khmer; a letter and its signs are one cluster."""
CLUSTER_SIGNS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u17dd"
)
"""Vowels and tones of these four, which are attached to a letter."""
ENDS_WITHOUT_SPACE = "。！？｡।॥؟۔"
"""Marks that end a sentence whether or not a space follows."""
