"""What a scripted model does, read from its name.

Grammar: `scripted` or `scripted;key=value;key=value...`, values percent-encoded. Keys:

| key | value | meaning |
|---|---|---|
| `text` | text | what it answers; default `Scripted answer.` |
| `quote` | n | answers with the first sentence of passage n in the prompt, marked `[n]` |
| `thinks` | text | reasons with these tokens first, apart from its text, at `rate` too |
| `tokens` | n | repeats its text until it has n tokens (a token is a word with the space before it) |
| `first_ms` | ms | waits before the first token, and before the status and headers with `slow_headers=1` |
| `slow_headers` | 1 | see above |
| `rate` | tokens/s | how fast it speaks; default as fast as it can |
| `status` | 4xx, 5xx | answers with that error |
| `retry_after` | text | sends that `Retry-After` header with the error |
| `code`, `message` | text | of the error body |
| `fail_first` | n | only the first n calls of this very name fail with `status`; later ones answer |
| `refuse` | `words`, `filter`, `prompt` | says it cannot; ends filtered; rejects the prompt (400) |
| `cut` | n | closes the connection after n tokens |
| `stall` | n | after n tokens sends comments only, forever |
| `garbage` | n | sends bytes that are not UTF-8 after n tokens |
| `error` | n | sends an error event after n tokens |
| `html` | status | answers with an HTML page |
| `plain` | 1 | does not stream: one JSON body |
| `no_usage` | 1 | leaves the usage out |
| `wants` | `max_completion_tokens`, `no_temperature` | rejects requests in another dialect |
| `run` | text | ignored; makes a name unlike others |

Example: `scripted;text=Paris%20is%20the%20capital.;first_ms=200;rate=40`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

_TOKEN = re.compile(r"\s*\S+")
_PASSAGE = r'<passage number="{}"[^>]*>\n(.*?)\n</passage>'
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)|.+", re.DOTALL)
_NUMBERS = ("quote", "tokens", "first_ms", "slow_headers", "status", "fail_first", "cut", "stall",
            "garbage", "error", "html", "plain", "no_usage")  # fmt: skip
_TEXTS = ("text", "thinks", "retry_after", "code", "message", "refuse", "wants", "run")


@dataclass(frozen=True, slots=True)
class Script:
    """One behaviour; see the module for the keys. A number of -1 means never."""

    text: str = "Scripted answer."
    thinks: str = ""
    quote: int = 0
    tokens: int = 0
    first_ms: int = 0
    slow_headers: int = 0
    rate: float = 0.0
    status: int = 200
    retry_after: str = ""
    code: str = ""
    message: str = "scripted failure"
    fail_first: int = 0
    refuse: str = ""
    cut: int = -1
    stall: int = -1
    garbage: int = -1
    error: int = -1
    html: int = 0
    plain: int = 0
    no_usage: int = 0
    wants: str = ""
    run: str = ""

    def fails(self, earlier: int) -> bool:
        """True where the call after `earlier` others is answered with `status`."""
        return self.status != 200 and (not self.fail_first or earlier < self.fail_first)

    def thought_tokens(self) -> list[str]:
        """Returns the tokens of its reasoning."""
        return _TOKEN.findall(self.thinks)

    def answer_tokens(self, prompt: str) -> list[str]:
        """Returns the tokens of the answer."""
        text = self._quoted(prompt) or self.text
        if self.refuse == "words":
            text = "I cannot answer that question."
        tokens = _TOKEN.findall(text)
        while 0 < len(tokens) < self.tokens:
            tokens += [" " + token.lstrip() for token in tokens[: self.tokens - len(tokens)]]
        return tokens

    def _quoted(self, prompt: str) -> str:
        match = re.search(_PASSAGE.format(self.quote), prompt, re.DOTALL) if self.quote else None
        if match is None:
            return ""
        sentence = _SENTENCE.match(match.group(1).strip())
        return f"{sentence.group().strip()} [{self.quote}]" if sentence else ""


def read_script(name: str) -> Script:
    """Reads a model's name. Raises ValueError where it is none of ours or a key is unknown."""
    kind, *pairs = name.split(";")
    if kind != "scripted":
        raise ValueError(f"the model {name!r} does not exist")
    values: dict[str, object] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        values[key] = _value(key, unquote(value))
    return Script(**values)  # type: ignore[arg-type]  # _value gave each key its kind


def script_name(**values: object) -> str:
    """Returns the name of a scripted model that does so: `script_name(text="Yes.", first_ms=100)`."""
    name = ";".join(["scripted", *(f"{key}={quote(str(value), safe='')}" for key, value in values.items())])
    read_script(name)
    return name


def _value(key: str, text: str) -> object:
    if key in _NUMBERS:
        return int(text)
    if key == "rate":
        return float(text)
    if key in _TEXTS:
        return text
    raise ValueError(f"the key {key!r} is unknown")
