"""An OpenAI-compatible server that judges claims by their words and answers with log-probabilities.

The model's name says what it does: `words` judges, `mute` knows no log-probabilities, `silent` answers late,
`chatty` says neither Yes nor No, `busy`, `strict`, `filter` and `stranger` fail with a status.
"""

from __future__ import annotations

import json
import math
import re
from contextlib import AbstractContextManager, suppress
from typing import Any

from tests.servers.loopback import Call, LoopbackHandler, LoopbackServer, serving

SILENCE_S = 30.0
_FAILURES: dict[str, tuple[int, str]] = {
    "busy": (503, "overloaded"),
    "strict": (400, "context_length_exceeded"),
    "filter": (400, "content_filter"),
    "stranger": (401, "invalid_api_key"),
}
_QUESTION = re.compile(r"Passage:\n(?P<passage>.*)\n\nClaim: (?P<claim>.*)\n\nDoes the passage", re.DOTALL)


class _Handler(LoopbackHandler):
    def do_POST(self) -> None:
        request = json.loads(self.read_body())
        self.server.begin(Call(request["model"], self.headers.get("authorization", ""), request))
        model = request["model"]
        if model in _FAILURES:
            status, code = _FAILURES[model]
            self.answer_json(status, {"error": {"message": f"scripted {status}", "code": code}})
        elif model == "silent":
            with suppress(OSError):
                self.wait(SILENCE_S)
        else:
            self.answer_json(200, _completion(model, request))


def scripted_judge() -> AbstractContextManager[LoopbackServer]:
    """Returns the server as a context."""
    return serving(_Handler)


def _completion(model: str, request: dict[str, Any]) -> dict[str, Any]:
    match = _QUESTION.search(request["messages"][-1]["content"])
    assert match, "the passage stands before the claim"
    words = set(re.findall(r"\w+", match["claim"].lower()))
    share = len(words & set(re.findall(r"\w+", match["passage"].lower()))) / max(1, len(words))
    yes = min(0.98, max(0.01, share))
    tokens = [("Yes", 0.9 * yes), (" yes", 0.1 * yes), ("No", 1 - yes - 0.005), ("Maybe", 0.005)]
    if model == "chatty":
        tokens = [("The", 0.9), ("Passage", 0.1)]
    top = [{"token": token, "logprob": math.log(p), "bytes": None} for token, p in tokens]
    content = [{**top[0], "top_logprobs": top[: request["top_logprobs"]]}]
    return {
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": top[0]["token"]},
                "finish_reason": "length",
                **({} if model == "mute" else {"logprobs": {"content": content}}),
            }
        ]
    }
