"""Programs are cut between functions and, in long classes, between methods; nothing of them is lost."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from genai_core.adapters.extraction.program_parts import program_parts
from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.identifiers import ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import chunk_document

CORE = Path(__file__).parents[4] / "layers" / "genai_core" / "python" / "genai_core"
PROGRAMS = {
    "py": "import os\n\nX = 1\n# Doubles.\n@cache\ndef double(x):\n    return 2 * x\n"
    "def half(x):\n    return x / 2\n",
    "js": "import a from 'a';\n/** Doubles. */\nexport function double(x) {\n  return 2 * x;\n}\n"
    "const half = (x) => {\n  return x / 2;\n};\n",
    "tsx": "interface P {\n  a: Map<string, number>;\n}\n"
    "export const V = (p: P) => {\n  return <b>{p.a}</b>;\n};\n",
    "java": "package a;\n\n/** Keeps. */\nclass Store {\n  int n;\n}\nclass Other {\n  int m;\n}\n",
    "go": "package a\n\n// Add adds.\nfunc (s *Store) Add(k int) {\n\ts.n += k\n}\nfunc main() {\n\tx()\n}\n",
    "h": "#ifndef A_H\n#define A_H\nstruct P {\n  int a;\n};\nint f(int x) {\n  return x;\n}\n#endif\n",
    "rs": "/// Keeps.\n#[derive(Debug)]\nstruct Store {\n    n: i32,\n}\nfn main() {\n    run();\n}\n",
    "cs": "using System;\nclass Store\n{\n    int n;\n}\nclass Other\n{\n    int m;\n}\n",
}
STARTS = {
    "py": ["import os", "X = 1", "# Doubles.", "def half(x):"],
    "js": ["import a from 'a';", "/** Doubles. */", "const half = (x) => {"],
    "tsx": ["interface P {", "export const V = (p: P) => {"],
    "java": ["package a;", "/** Keeps. */", "class Other {"],
    "go": ["package a", "// Add adds.", "func main() {"],
    "h": ["#ifndef A_H", "struct P {", "int f(int x) {"],
    "rs": ["/// Keeps.", "fn main() {"],
    "cs": ["using System;", "class Store", "class Other"],
}


@pytest.mark.parametrize("extension", PROGRAMS)
def test_a_program_is_cut_before_definitions_with_what_is_said_above_them(extension: str) -> None:
    parts = program_parts(PROGRAMS[extension], extension)
    assert parts is not None
    assert [part.text.split("\n")[0] for part in parts] == STARTS[extension]
    kept = "\n".join(part.text for part in parts).replace("\n", "")
    assert kept == PROGRAMS[extension].replace("\n", "")


def test_a_long_class_is_cut_between_its_methods_which_name_it() -> None:
    methods = "\n".join(f"    int m{n}() {{\n        return {n} * other.value;\n    }}\n" for n in range(30))
    parts = program_parts(f"class Store {{\n    int n;\n\n{methods}}}\n", "java")
    assert parts is not None
    assert len(parts) == 31
    assert parts[1].text.split("\n")[0].strip() == "int m0() {"
    assert {part.within for part in parts[1:]} == {("Store",)}


def test_what_no_grammar_reads_is_cut_at_blank_lines() -> None:
    document = read_document(b"sub a\n  b\nend\n\nsub c\n  d\nend\n", "a.pl")
    assert [block.text for block in document.blocks] == ["sub a\n  b\nend", "sub c\n  d\nend"]


def test_functions_that_fit_into_a_passage_stay_whole() -> None:
    torn: list[str] = []
    for path in sorted(CORE.joinpath("domain", "tables").glob("*.py")):
        source = path.read_text()
        chunks = chunk_document(
            read_document(source.encode(), path.name), DocumentId("d"), ContentHash("h" * 64)
        )
        texts = [chunk.text for chunk in chunks]
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                function = "\n".join(source.split("\n")[node.lineno - 1 : node.end_lineno])
                if len(function.split()) <= 60 and not any(function in text for text in texts):
                    torn.append(f"{path.name}: {node.name}")
    assert not torn
