"""Frames quoted text for a prompt: tags that are not in the text, which itself stays as it is.

A text that ended its frame could give orders from outside of it. So the tags get a number if any of the
texts holds them already. Only two things are changed: characters nobody can see are left out, and the
control tokens of chat templates, which a server would take for its own, are broken up by a space.
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
    """Returns text that hides nothing and holds no control token of a chat template."""
    return _CONTROL_TOKEN.sub(r"\g<0> ", INVISIBLE.sub("", text))


def framed(name: str, entries: Sequence[tuple[Mapping[str, object], str]]) -> str:
    """Returns entries, each between tags `name`, all between tags `names`.

    Args:
        entries: Attributes and text of each; an attribute that is empty is left out.
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
