"""Find records that name a workspace or user in a table, by reading the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from genai_core.adapters.dynamodb.table import DynamoTable

_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_ERASED = "erased"


class DynamoTraceStore:
    """Traces in one table.

    Args:
        keys: Its key attributes, the partition first.
        whole: Erase all records of a partition if one of them names an id, as for a run.
        redacts: Keep records whose key names no id, with the id replaced: they are about somebody else.
    """

    def __init__(
        self, table: DynamoTable, keys: tuple[str, ...], *, whole: bool = False, redacts: bool = False
    ) -> None:
        self.name = table.name
        self._table, self._keys, self._whole, self._redacts = table, keys, whole, redacts

    def related(self, ids: Set[str]) -> set[str]:
        # A record of a run has its id in `run_id`; a record that points to a run has it in `names`.
        items = [item for item in self._table.scan() if _mentions(item, ids)]
        runs = {str(item.get(name, "")) for item in items for name in ("run_id", "names")}
        return {run for run in runs if _TOKEN.fullmatch(run)}

    def find(self, ids: Set[str]) -> list[str]:
        return ["/".join(str(item[key]) for key in self._keys) for item in self._named(ids)]

    def erase(self, ids: Set[str]) -> int:
        items = list(self._named(ids))
        redacted = [item for item in items if self._redacts and not _mentions(self._key(item), ids)]
        for item in redacted:
            self._table.put(_redacted(item, ids))
        self._table.delete_many([self._key(item) for item in items if item not in redacted])
        return len(items)

    def _named(self, ids: Set[str]) -> Iterator[dict[str, Any]]:
        partition = self._keys[0]
        whole = (
            {item[partition] for item in self._table.scan() if _mentions(item, ids)} if self._whole else ()
        )
        for item in self._table.scan():
            if item[partition] in whole or _mentions(item, ids):
                yield item

    def _key(self, item: Mapping[str, Any]) -> dict[str, str]:
        return {key: item[key] for key in self._keys}


def _mentions(value: Any, ids: Set[str]) -> bool:
    """Returns whether a value contains one of the ids as a whole word: an id may begin with another."""
    return any(not ids.isdisjoint(_TOKEN.findall(text)) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, (list, tuple, set)):
        for inner in value:
            yield from _texts(inner)


def _redacted(value: Any, ids: Set[str]) -> Any:
    if isinstance(value, str):
        return _TOKEN.sub(lambda match: _ERASED if match[0] in ids else match[0], value)
    if isinstance(value, Mapping):
        return {name: _redacted(inner, ids) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_redacted(inner, ids) for inner in value]
    return value
