"""Write numbers as a workbook shows them: per cent, units, decimals and thousands.

The format codes are those of ECMA-376 part 1, 18.8.31. Dates and fractions are not numbers here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_PRECISE = Context(prec=400)
BUILT_IN = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
    | dict.fromkeys((37, 38), "#,##0")
    | dict.fromkeys((39, 40), "#,##0.00")
)
"""Formats that a workbook names by number alone."""

_COLOUR_OR_CONDITION = re.compile(r"\[(?!\$)[^\[\]]{0,100}\]")
_CURRENCY = re.compile(r"\[\$([^\[\]-]{0,40})(?:-[0-9A-Fa-f]{1,12})?\]")
_SPACE_OF_A_CHARACTER = re.compile(r"[_*].")
_DIGITS = re.compile(r"(?:[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+),*")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_EXACT = 2**53
"""Below it, a float holds every whole number."""
_NO_NUMBER = re.compile(r"[ymdhsegb@/E]|general", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How numbers of one format are written.

    Attributes:
        digits: Minimum digits before the decimal point: 00123 as a post code.
        thousands: Groups of three digits are separated by commas.
        scale: Factor that the number is multiplied by: 100 for per cent, 0.001 for thousands.
        is_empty: Nothing is shown.
    """

    before: str = ""
    after: str = ""
    decimals: int = 0
    digits: int = 0
    thousands: bool = False
    scale: float = 1
    is_empty: bool = False

    def write(self, value: float) -> str:
        """Returns the number as it is shown."""
        if self.is_empty:
            return ""
        # Programs round halves up, in the 15 digits that they keep.
        exact = Decimal(f"{abs(value) * self.scale:.15g}")
        rounded = exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP, _PRECISE)
        number = f"{rounded:{',' if self.thousands else ''}f}"
        if self.digits > 1:
            whole, point, rest = number.partition(".")
            number = f"{whole.zfill(self.digits)}{point}{rest}"
        is_negative = value < 0 and any(digit in "123456789" for digit in number)
        return f"{'-' if is_negative else ''}{self.before}{number}{self.after}"


@lru_cache(maxsize=1000)
def number_format(code: str) -> NumberFormat | None:
    """Returns how a format code writes numbers; None if plainly, or not as a number."""
    sections = code.split(";")
    if len(sections) >= 3 and not any(section.strip() for section in sections[:3]):
        return NumberFormat(is_empty=True)
    section = _CURRENCY.sub(r'"\1"', _SPACE_OF_A_CHARACTER.sub("", _COLOUR_OR_CONDITION.sub("", sections[0])))
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None or _NO_NUMBER.search(bare):
        return None
    before, _, after = section.partition(digits.group())
    shown = digits.group().rstrip(",")
    # Each comma at the end divides by a thousand. Unless a unit says so, the whole number tells more.
    thousands = len(digits.group()) - len(shown)
    if thousands and not any(map(str.isalpha, _written(before) + _written(after))):
        return None
    return NumberFormat(
        before=_written(before),
        after=_written(after),
        decimals=len(shown.partition(".")[2]),
        digits=0 if "," in shown else shown.partition(".")[0].count("0"),
        thousands="," in shown,
        scale=100 if "%" in bare else 0.001**thousands,
    )


def plain_number(value: float) -> str:
    """Returns a number with as many digits as a workbook keeps, without an exponent if they are few."""
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    return f"{value:.15g}"


def _written(part: str) -> str:
    return _LITERAL.sub(lambda match: match.group(1) or match.group(2) or "", part)
