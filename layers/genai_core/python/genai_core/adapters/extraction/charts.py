"""Charts and diagrams of Office documents: a chart's values as a table, a diagram's words as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genai_core.adapters.extraction.office_packages import A, C, OfficePackage
from genai_core.adapters.extraction.sheets.number_formats import number_format, plain_number
from genai_core.domain.tables.reading import TableBlock, table_lines
from genai_core.domain.tables.table import Table

_MAX_POINTS = 10_000


def graphic_blocks(package: OfficePackage, part: str) -> Iterator[TableBlock]:
    """Yields the content of a chart or diagram; nothing for other parts."""
    if not part:
        return
    root = package.root(part)
    if root.tag.endswith("}chartSpace"):
        yield from _chart_blocks(root)
    elif root.tag.endswith("}dataModel"):
        lines = tuple(line for point in root.iter("{*}pt") if (line := drawn_text(point)))
        if lines:
            yield TableBlock(lines)


def drawn_text(element: Any) -> str:
    """Returns the text of the paragraphs below an element of a drawing, in one line."""
    paragraphs = ("".join(item.text or "" for item in line.iter(f"{A}t")) for line in element.iter(f"{A}p"))
    return " ".join(" ".join(text.split()) for text in paragraphs if text.strip())


def _chart_blocks(root: Any) -> Iterator[TableBlock]:
    series = [(_name(item), _labels(item), _values(item)) for item in root.iter("{*}ser")]
    title = root.find("{*}chart/{*}title")
    caption = drawn_text(title) if title is not None else ""
    axes = [drawn_text(axis) for axis in root.iterfind(".//{*}plotArea/*/{*}title")]
    labels = max((labels for _, labels, _ in series), key=len, default={})
    indices = sorted({index for _, _, values in series for index in values} | set(labels))
    if not indices:
        if caption:
            yield TableBlock((caption,))
        return
    names = tuple(name or f"Series {number}" for number, (name, _, _) in enumerate(series, start=1))
    rows = [
        (labels.get(index, str(index + 1)), *(values.get(index, "") for _, _, values in series))
        for index in indices
    ]
    table = Table(
        header=(axes[0] if len(axes) > 1 and axes[0] else "Category", *names),
        rows=tuple(rows),
        caption=f"Chart: {caption}" if caption else "Chart",
        row_numbers=tuple(index + 1 for index in indices),
        column_numbers=tuple(range(1, len(names) + 2)),
    )
    units = tuple(f"Axis: {axis}" for axis in axes if axis)
    yield TableBlock((*table_lines(table), *units), table)


def _name(series: Any) -> str:
    title = series.find(f"{C}tx")
    if title is None:
        return ""
    return " ".join(" ".join((item.text or "").split()) for item in title.iter(f"{C}v"))


def _labels(series: Any) -> dict[int, str]:
    """Returns the categories by position; the levels of a category are joined, the outermost first."""
    category = series.find(f"{C}cat")
    if category is None:
        category = series.find(f"{C}xVal")
    if category is None:
        return {}
    levels = [_points(level, "") for level in category.iter(f"{C}lvl")]
    if not levels:
        return _points(category, "")
    carried: dict[int, str] = {}
    for level in reversed(levels):
        name = ""
        for index in sorted({index for other in levels for index in other}):
            name = level.get(index, name)
            carried[index] = f"{carried[index]} / {name}" if index in carried else name
    return carried


def _values(series: Any) -> dict[int, str]:
    value = series.find(f"{C}val")
    if value is None:
        value = series.find(f"{C}yVal")
    if value is None:
        return {}
    return _points(value, value.findtext(f".//{C}formatCode") or "")


def _points(holder: Any, code: str) -> dict[int, str]:
    points = (
        (point.get("idx", ""), point, point.get("formatCode") or code) for point in holder.iter(f"{C}pt")
    )
    return {
        int(index): _shown((point.findtext(f"{C}v") or "").strip(), look)
        for index, point, look in points
        if index.isdecimal() and int(index) < _MAX_POINTS
    }


def _shown(value: str, code: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    look = number_format(code) if code and code != "General" else None
    if look is not None and not look.is_empty:
        return look.write(number)
    return plain_number(number)
