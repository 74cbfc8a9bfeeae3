"""Every regular expression of the code that ships or runs, with how it is applied to a text."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, TypeGuard

import genai_core
import lambdas
import local_runtime
import quorum_client
import quorum_stores

PACKAGES = (genai_core, lambdas, quorum_client, quorum_stores, local_runtime)
_APPLIED = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_FLAGS_INDEX = {"compile": 1, "split": 3, "sub": 4, "subn": 4}
_RUNS_WHEN_IMPORTED = ("__main__", "worker")


class Collected(NamedTuple):
    """One pattern. `is_anchored` if the code only matches it at a given place, and never searches with it."""

    name: str
    pattern: re.Pattern[Any]
    is_anchored: bool


@cache
def collected_patterns() -> list[Collected]:
    """Returns each pattern once: those of modules, those that cached functions build, those inside a call."""
    collected: dict[tuple[Any, int], Collected] = {}
    by_module = {module: _applied_names(module) for module in _modules()}
    everywhere: dict[str, set[str]] = {}
    for applied in by_module.values():
        for name, methods in applied.items():
            everywhere.setdefault(name, set()).update(methods)
    for module, here in by_module.items():
        for name, pattern, anchored in (*_held_by(module, here, everywhere), *_inside_calls(module)):
            entry = Collected(f"{module.__name__}.{name}", pattern, anchored)
            known = collected.setdefault((pattern.pattern, pattern.flags), entry)
            if known.is_anchored and not anchored:
                collected[(pattern.pattern, pattern.flags)] = entry
    return list(collected.values())


def built_in_calls() -> list[str]:
    """Returns where a pattern is put together while the code runs, as `module:function`."""
    return sorted(
        f"{module.__name__}:{function}"
        for module in _modules()
        for function, call in _calls(module)
        if function and _constant(call, module) is None
    )


@cache
def _modules() -> list[ModuleType]:
    names = (
        info.name
        for package in PACKAGES
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if info.name.rsplit(".", 1)[-1] not in _RUNS_WHEN_IMPORTED
    )
    return [*PACKAGES, *map(importlib.import_module, names)]


def _held_by(
    module: ModuleType, here: Mapping[str, set[str]], everywhere: Mapping[str, set[str]]
) -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    for name, value in vars(module).items():
        held = value
        if hasattr(value, "cache_info") and value.__module__ == module.__name__:
            signature = inspect.signature(value)
            builds = "Pattern" in str(signature.return_annotation) and not signature.parameters
            held = value() if builds else None
        for pattern in _patterns_in(held):
            applied = (here if name.startswith("_") else everywhere).get(name, {"search"})
            methods = applied if isinstance(held, re.Pattern) else {"search"}
            yield name, pattern, methods <= {"match", "fullmatch"}


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _patterns_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns_in(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _patterns_in(part)


def _applied_names(module: ModuleType) -> dict[str, set[str]]:
    """Returns the methods called on each name in a module; a name passed on is searched with."""
    applied: dict[str, set[str]] = {}
    called: set[int] = set()
    for node in _nodes(module):
        if isinstance(node, ast.Attribute):
            called.add(id(node.value))
            if isinstance(node.value, ast.Name):
                applied.setdefault(node.value.id, set()).add(node.attr)
    for node in _nodes(module):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
            applied.setdefault(node.id, set()).add("search")
    return applied


def _inside_calls(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any], bool]]:
    for function, call in _calls(module):
        pattern = _constant(call, module)
        if function and pattern is not None:
            assert isinstance(call.func, ast.Attribute)
            yield f"{function}:{call.lineno}", pattern, call.func.attr in ("match", "fullmatch")


@cache
def _calls(module: ModuleType) -> list[tuple[str, ast.Call]]:
    """Returns the calls of `re` with the function they are in; an empty name outside of functions."""
    calls = [node for node in _nodes(module) if _calls_re(node)]
    functions = [node for node in _nodes(module) if calls and isinstance(node, ast.FunctionDef)]
    inside = {id(node): function.name for function in functions for node in ast.walk(function)}
    return [(inside.get(id(call), ""), call) for call in calls]


def _calls_re(node: ast.AST) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    return isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in _APPLIED


def _constant(call: ast.Call, module: ModuleType) -> re.Pattern[Any] | None:
    """Returns the pattern of a call if it is the same each time, else None."""
    assert isinstance(call.func, ast.Attribute)
    index = _FLAGS_INDEX.get(call.func.attr, 2)
    options = [*call.args[index : index + 1], *(word.value for word in call.keywords if word.arg == "flags")]
    names = {"re": re, **vars(module)}
    try:
        source = eval(ast.unparse(call.args[0]), dict(names))
        flags = eval(ast.unparse(options[-1]), dict(names)) if options else 0
        return re.compile(source, flags if isinstance(flags, re.RegexFlag) else 0)
    except (NameError, TypeError):
        return None


@cache
def _nodes(module: ModuleType) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(Path(module.__file__ or "").read_text("utf-8"))))
