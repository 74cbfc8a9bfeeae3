"""Map characters of Word's symbol fonts, which have their own codes, to Unicode."""

from __future__ import annotations

from typing import Any

from genai_core.adapters.extraction.office_packages import W

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
}
"""Greek letters and mathematical symbols; each row starts at the code of its first character."""
_WINGDINGS = {
    **dict.fromkeys((0x6F, 0x70, 0x71, 0xA8), "☐"),
    **{0x6C: "●", 0x6E: "■", 0x78: "☒", 0xA7: "▪", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓"},
    **{0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
}
_FONTS = {
    "Symbol": {start + at: char for start, row in _SYMBOL.items() for at, char in enumerate(row)},
    "Wingdings": _WINGDINGS,
}
_PRIVATE = 0xF000
"""Word writes the codes of these fonts in Unicode's private use area."""


def symbol(element: Any) -> str:
    """Returns the character of a `w:sym` element; empty if its font is not known."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    known = _FONTS.get(element.get(f"{W}font", ""))
    if known is not None:
        return known.get(code & 0xFF, "")
    return chr(code) if 0x20 < code < _PRIVATE else ""
