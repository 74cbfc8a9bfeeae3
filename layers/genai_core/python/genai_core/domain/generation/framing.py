"""Frame quoted text for a prompt by tags that do not occur in the text.

A text that could close its frame could give instructions from outside of it. So the tags get a number if a
text already contains them. The text changes in two ways only: invisible characters are removed, and control
tokens of chat templates, which a server would interpret, are broken up by a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from genai_core.domain.grounding.injections import INVISIBLE

_CONTROL_TOKEN = re.compile(
    r"<(?=\|[\w:/.-]{1,40}\|>)|(?<!\w)<(?=s>)|<(?=/s>)|<(?=(?:start|end)_of_turn>)|<(?=</?SYS>>)|\[(?=/?INST\])"
)


def as_data(text: str) -> str:
    """Returns the text without invisible characters and without working control tokens of chat templates."""
    return _CONTROL_TOKEN.sub(r"\g<0> ", INVISIBLE.sub("", text))


def framed(name: str, entries: Sequence[tuple[Mapping[str, object], str]]) -> str:
    """Returns the entries, each between tags `name`, together between tags with the plural of `name`.

    Args:
        entries: Attributes and text of each; empty attributes are left out.
    """
    shown = [(_attributes(attributes), as_data(text)) for attributes, text in entries]
    suffix = _unused_suffix(name, (part for entry in shown for part in entry))
    lines = [_between(f"{name}{suffix}", text, attributes) for attributes, text in shown]
    return _between(f"{name}s{suffix}", "\n".join(lines))


def framed_text(name: str, text: str) -> str:
    """Returns one text between tags `name`."""
    shown = as_data(text)
    return _between(f"{name}{_unused_suffix(name, [shown])}", shown)


def _between(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>\n{text}\n</{tag}>"


def _attributes(values: Mapping[str, object]) -> str:
    shown = {
        name: " ".join(as_data(str(value)).replace('"', "'").split())
        for name, value in values.items()
        if value
    }
    return "".join(f' {name}="{text}"' for name, text in shown.items())


def _unused_suffix(name: str, texts: Iterable[str]) -> str:
    tag = re.compile(rf"<[\s/]*{name}s?(-\d+)?", re.IGNORECASE)
    used = {match.group(1) or "" for text in texts for match in tag.finditer(text)}
    return next(suffix for number in count(1) if (suffix := f"-{number}" if number > 1 else "") not in used)
