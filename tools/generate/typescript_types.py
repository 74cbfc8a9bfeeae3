"""How Python types are written in TypeScript, as types and as readers, and what that needs to import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from genai_core.domain.protocol.description import unwrapped

_TYPES: dict[Any, str] = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    NoneType: "null",
    Any: "unknown",
}
_READERS: dict[Any, str] = {str: "text", bool: "flag", int: "whole", float: "number", Any: "anything"}


class TypeWriter:
    """Writes types and readers for one file after another.

    Attributes:
        aliases: Name and file of each named closed set.
    """

    def __init__(self, aliases: Mapping[Any, tuple[str, str]]) -> None:
        self.aliases = aliases
        self._file = ""
        self._used: dict[str, set[str]] = {}

    def begin(self, file: str) -> None:
        """Begins a file: nothing is imported yet."""
        self._file, self._used = file, {}

    def uses(self, name: str, *, of: str = "../reading") -> str:
        """Returns a name after noting that the file imports it."""
        if of != f"./{self._file}":
            self._used.setdefault(of, set()).add(name)
        return name

    def imports(self) -> str:
        """Returns the file's import statements."""
        lines: list[str] = []
        for file, names in sorted(self._used.items()):
            marked = [name if name[0].islower() else f"type {name}" for name in sorted(names)]
            lines.append(f'import {{ {", ".join(marked)} }} from "{file}";\n')
        return "".join(lines) + "\n" if lines else "\n"

    def options(self, options: tuple[Any, ...]) -> str:
        """Returns a closed set as a type."""
        return " | ".join(json.dumps(option) for option in options)

    def type_of(self, annotation: Any) -> str:
        """Returns a type."""
        kind, _ = unwrapped(annotation)
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Literal:
            return self._named(kind) or self.options(arguments)
        if origin in (Union, UnionType):
            written = [self.type_of(argument) for argument in arguments]
            # A text of any kind holds every fixed one.
            kept = [
                argument for argument in written if "string" not in written or not argument.startswith('"')
            ]
            return " | ".join(kept)
        if origin is tuple:
            item = self.type_of(arguments[0])
            return f"({item})[]" if " " in item else f"{item}[]"
        if origin is dict:
            return f"Record<string, {self.type_of(arguments[1])}>"
        return _TYPES.get(kind) or self.uses(kind.__name__, of=_file_of(kind))

    def reader_of(self, annotation: Any, *, is_optional: bool = False) -> str:
        """Returns the expression that reads such a value; `is_optional`: it is left out rather than null."""
        kind, _ = unwrapped(annotation)
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Literal:
            return f"{self.uses('oneOf')}({', '.join(json.dumps(option) for option in arguments)})"
        if origin in (Union, UnionType):
            return self._union(arguments, is_optional=is_optional)
        if origin is tuple:
            return f"{self.uses('list')}({self.reader_of(arguments[0])})"
        if origin is dict:
            return f"{self.uses('record')}({self.reader_of(arguments[1])})"
        if kind in _READERS:
            return self.uses(_READERS[kind])
        return self.uses(f"read{kind.__name__}", of=_file_of(kind))

    def _union(self, members: tuple[Any, ...], *, is_optional: bool) -> str:
        readers = [self.reader_of(member) for member in members if member is not NoneType]
        read = readers[0] if len(readers) == 1 else f"{self.uses('either')}({', '.join(readers)})"
        return f"{self.uses('nullable')}({read})" if NoneType in members and not is_optional else read

    def _named(self, kind: Any) -> str:
        name, file = self.aliases.get(kind, ("", ""))
        return self.uses(name, of=f"./{file}") if name else ""


def _file_of(kind: type[Any] | type[Enum]) -> str:
    return "./" + kind.__module__.rpartition(".")[2].replace("_", "-")
