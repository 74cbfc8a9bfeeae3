"""Find where program code may be cut: before and after definitions, by the grammars of tree-sitter.

A class that is too long for one passage is also cut before its methods. A comment or attribute directly above
a definition belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tree_sitter_c
import tree_sitter_c_sharp
import tree_sitter_cpp
import tree_sitter_go
import tree_sitter_java
import tree_sitter_javascript
import tree_sitter_python
import tree_sitter_rust
import tree_sitter_typescript
from tree_sitter import Language, Parser

_GRAMMARS: dict[str, Callable[[], object]] = {
    **dict.fromkeys(("py", "pyi"), tree_sitter_python.language),
    **dict.fromkeys(("js", "jsx", "mjs"), tree_sitter_javascript.language),
    **dict.fromkeys(("cc", "cpp", "cxx", "h", "hpp"), tree_sitter_cpp.language),
    "c": tree_sitter_c.language,
    "cs": tree_sitter_c_sharp.language,
    "go": tree_sitter_go.language,
    "java": tree_sitter_java.language,
    "rs": tree_sitter_rust.language,
    "ts": tree_sitter_typescript.language_typescript,
    "tsx": tree_sitter_typescript.language_tsx,
}
"""Grammars by file name extension."""
_ABOVE = ("comment", "line_comment", "block_comment", "attribute_item", "attribute")
_NAMES_OF_DEFINITIONS = ("definition", "declaration", "_item", "specifier", "export_statement", "declarator")
_NAMES_OF_FUNCTIONS = ("function", "method", "constructor", "lambda", "arrow")
_INNER = ("definition", "declaration")
"""Fields with the definition that a decorator or an export wraps."""
_CONDITIONAL, _TEMPLATE = "preproc_if", "template_declaration"
"""Code under a preprocessor condition, such as the guard of a header file; a class or function of C++."""
_MAX_WORDS, _MAX_CHARS = 110, 800
"""Limits of a class that is not cut: about one passage, and what fits the encoder's window."""
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class ProgramPart:
    """Lines of a program between two cuts.

    Attributes:
        within: The classes, modules and namespaces that the part is in, outermost first.
    """

    text: str
    within: tuple[str, ...] = ()


def program_parts(text: str, extension: str) -> list[ProgramPart] | None:
    """Returns the parts of a program; None if no grammar reads files with that extension."""
    parser = _parser(extension)
    if parser is None:
        return None
    lines = text.split("\n")
    root = parser.parse(text.encode()).root_node
    cuts: dict[int, tuple[str, ...]] = {0: ()}
    cuts.update(_cuts(root, lines, (), depth=0))
    rows = sorted(cuts)
    ends = [*rows[1:], len(lines)]
    parts = (
        ProgramPart("\n".join(lines[start:end]).strip("\n").rstrip(), cuts[start])
        for start, end in zip(rows, ends, strict=True)
    )
    return [part for part in parts if part.text]


@cache
def _parser(extension: str) -> Parser | None:
    grammar = _GRAMMARS.get(extension)
    return Parser(Language(grammar())) if grammar else None


def _cuts(
    container: Any, lines: list[str], within: tuple[str, ...], *, depth: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yields the rows to cut before, with what the following lines are in."""
    before: Any = None
    after_definition = -1
    for node in container.named_children:
        row = _first_row(node)
        if node.type.startswith(_CONDITIONAL) and depth < _MAX_DEPTH:
            yield from _cuts(node, lines, within, depth=depth + 1)
        elif _is_definition(node) and node.end_point.row > node.start_point.row:
            yield row, within
            yield from _inner_cuts(node, lines, within, depth)
            after_definition = node.end_point.row
        elif before is not None and (
            row > before.end_point.row + 1 or after_definition == before.end_point.row
        ):
            yield row, within
        before = node


def _inner_cuts(
    node: Any, lines: list[str], within: tuple[str, ...], depth: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yields the rows of the members of a long class."""
    while (inner := _wrapped(node)) is not None:
        node = inner
    text = "\n".join(lines[node.start_point.row : node.end_point.row + 1])
    is_short = len(text.split()) <= _MAX_WORDS and len(text) <= _MAX_CHARS
    body = node.child_by_field_name("body")
    if (
        is_short
        or body is None
        or depth >= _MAX_DEPTH
        or any(name in node.type for name in _NAMES_OF_FUNCTIONS)
    ):
        return
    name = _field(node, ("name", "type"))
    inside = (*within, name.text.decode(errors="replace")) if name is not None and name.text else within
    for row, path in _cuts(body, lines, inside, depth=depth + 1):
        if row > node.start_point.row:
            yield row, path


def _wrapped(node: Any) -> Any | None:
    """Returns the definition that a decorator, an export or a template wraps."""
    if node.type == _TEMPLATE and node.named_children:
        return node.named_children[-1]
    return _field(node, _INNER)


def _first_row(node: Any) -> int:
    """Returns the first row of a node and of the comments directly above it."""
    row, above = node.start_point.row, node.prev_named_sibling
    while above is not None and above.type in _ABOVE and _last_row(above) == row - 1:
        row, above = above.start_point.row, above.prev_named_sibling
    return row


def _last_row(node: Any) -> int:
    """Returns the last row with letters of a node; some grammars end comments on the next line."""
    return node.end_point.row - (node.end_point.column == 0 and node.end_point.row > node.start_point.row)


def _is_definition(node: Any) -> bool:
    return any(name in node.type for name in _NAMES_OF_DEFINITIONS)


def _field(node: Any, names: tuple[str, ...]) -> Any | None:
    children = (node.child_by_field_name(name) for name in names)
    return next((child for child in children if child is not None), None)
