"""The page's types and validators: one TypeScript module per module of the contract."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from dataclasses import is_dataclass
from enum import Enum
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

from genai_core.domain import protocol
from genai_core.domain.ingestion import document_types
from genai_core.domain.protocol.client_frames import CLIENT_FRAMES
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.description import field_specs
from genai_core.domain.protocol.frames import FRAME_CONTENTS
from genai_core.domain.protocol.outcome_words import Words
from genai_core.domain.protocol.routes import ROUTES
from tools.generate.typescript_types import TypeWriter

HEADER = "// Generated from genai_core/domain/protocol by `make generate`; do not edit.\n"
LEFT_OUT = (
    "administration_routes",
    "codec",
    "completions",
    "description",
    "document_routes",
    "route",
    "routes",
    "trust_routes",
)
RECEIVED = {*CLIENT_FRAMES.values(), *(kind for route in ROUTES for kind in (route.body, route.query))}
"""Values that only the server reads: they need types, and no validators."""

_READ_FRAME = """
/** What a frame says, by its type. */
export interface SaidByType {
%s
}

export type Frame = { [T in keyof SaidByType]: Envelope & { type: T } & SaidByType[T] }[keyof SaidByType];

const READERS: { [T in keyof SaidByType]: Reader<SaidByType[T]> } = {
%s
};

/** Reads a frame about a question; undefined for a type of a newer server. Throws if it does not fit. */
export function readFrame(value: unknown): Frame | undefined {
  const { type } = readTyped(value, "the frame");
  if (!Object.hasOwn(READERS, type)) return undefined;
  const read: Reader<object> = READERS[type as keyof SaidByType];
  return { ...readEnvelope(value, type), ...read(value, type) } as Frame;
}
"""


def typescript_modules() -> dict[str, str]:
    """Returns the modules by file name."""
    names = [info.name for info in pkgutil.iter_modules(protocol.__path__) if info.name not in LEFT_OUT]
    modules = [importlib.import_module(f"{protocol.__name__}.{name}") for name in names]
    writer = TypeWriter(_aliases(modules))
    files = {f"{file_name(module)}.ts": _module(module, writer) for module in modules}
    return {**files, "document-types.ts": _document_types()}


def file_name(module: ModuleType) -> str:
    """Returns a module's name as the page names its files."""
    return module.__name__.rpartition(".")[2].replace("_", "-")


def _aliases(modules: list[ModuleType]) -> dict[Any, tuple[str, str]]:
    """Returns the named closed sets, such as `Mode`, with their names and files."""
    return {
        value: (name, file_name(module))
        for module in modules
        for name, value in vars(module).items()
        if get_origin(value) is Literal and f"\n{name} = " in inspect.getsource(module)
    }


def _module(module: ModuleType, writer: TypeWriter) -> str:
    writer.begin(file_name(module))
    parts = [*_constants(module), *_sets(module, writer), *_words(module, writer)]
    for kind in _own(module):
        if issubclass(kind, Enum):
            parts.append(_enum(kind, writer))
        elif is_dataclass(kind) and kind is not Words:
            parts.append(_interface(kind, writer, is_received=kind in RECEIVED))
            parts += [] if kind in RECEIVED else [_reader(kind, writer)]
    if file_name(module) == "frames":
        parts.append(_frames(writer))
    return HEADER + writer.imports() + "\n".join(parts)


def _own(module: ModuleType) -> list[type]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
    ]


def _constants(module: ModuleType) -> list[str]:
    constants = {
        name: value for name, value in vars(module).items() if name.isupper() and isinstance(value, int)
    }
    source = inspect.getsource(module)
    return [
        f"export const {name} = {value};\n" for name, value in constants.items() if f"\n{name} = " in source
    ]


def _document_types() -> str:
    """Returns the extensions of each type of document, which the page lists."""
    types = sorted(document_types.DOCUMENT_TYPES, key=lambda kind: kind.name)
    rows = [f"  {json.dumps([kind.name, ' '.join(kind.extensions)])}," for kind in types]
    return "\n".join(
        (
            HEADER.replace("domain/protocol", "domain/ingestion/document_types.py"),
            "/** Types of documents, each with the file name extensions that it has. */",
            "export const DOCUMENT_TYPES: readonly (readonly [name: string, extensions: string])[] = [",
            *rows,
            "];\n",
        )
    )


def _sets(module: ModuleType, writer: TypeWriter) -> list[str]:
    return [
        f"export type {name} = {writer.options(get_args(value))};\n"
        for value, (name, file) in writer.aliases.items()
        if file == file_name(module)
    ]


def _words(module: ModuleType, writer: TypeWriter) -> list[str]:
    tables = {name: table for name, table in vars(module).items() if name.endswith("_WORDS")}
    if not tables:
        return []
    parts = [_interface(Words, writer, is_received=False)]
    for name, table in tables.items():
        key = writer.type_of(type(next(iter(table))))
        rows = [f"  {word.value}: {json.dumps(to_json(words))}," for word, words in table.items()]
        parts.append(f"export const {name}: Record<{key}, Words> = {{\n" + "\n".join(rows) + "\n};\n")
    return parts


def _enum(kind: type[Enum], writer: TypeWriter) -> str:
    options = tuple(member.value for member in kind)
    listed = ", ".join(json.dumps(option) for option in options)
    reader = (
        f"export const read{kind.__name__}: Reader<{kind.__name__}> = {writer.uses('oneOf')}({listed});\n"
    )
    writer.uses("Reader")
    return f"{_doc(kind)}export type {kind.__name__} = {writer.options(options)};\n{reader}"


def _interface(kind: type, writer: TypeWriter, *, is_received: bool) -> str:
    lines = [f"{_doc(kind)}export interface {kind.__name__} {{"]
    for spec in field_specs(kind):
        is_optional = spec.is_omitted or (is_received and spec.has_default)
        written = writer.type_of(spec.annotation)
        if is_optional:
            written = written.removesuffix(" | null")
        if spec.doc:
            lines.append(f"  /** {spec.doc} */")
        lines.append(f"  {spec.name}{'?' if is_optional else ''}: {written};")
    return "\n".join([*lines, "}\n"])


def _reader(kind: type, writer: TypeWriter) -> str:
    specs = field_specs(kind)
    name = kind.__name__
    writer.uses("Reader")
    lines = [f"export const read{name}: Reader<{name}> = /* @__PURE__ */ {writer.uses('object')}<{name}>("]
    lines.append("  {")
    lines += [
        f"    {spec.name}: {writer.reader_of(spec.annotation, is_optional=spec.is_omitted)},"
        for spec in specs
    ]
    optional = "".join(f', "{spec.name}"' for spec in specs if spec.is_omitted)
    return "\n".join([*lines, f"  }}{optional},", ");\n"])


def _frames(writer: TypeWriter) -> str:
    types = [f"  {name}: {writer.type_of(kind)};" for name, kind in FRAME_CONTENTS.items()]
    readers = [f"  {name}: {writer.reader_of(kind)}," for name, kind in FRAME_CONTENTS.items()]
    writer.uses("readTyped")
    return _READ_FRAME % ("\n".join(types), "\n".join(readers))


def _doc(kind: type) -> str:
    text = inspect.getdoc(kind) or ""
    lines = text.splitlines()
    if len(lines) == 1:
        return f"/** {text} */\n"
    return "\n".join(["/**", *(f" * {line}".rstrip() for line in lines), " */", ""])
