"""Fork a limited process for each document: `python -m genai_core.adapters.extraction.fork_server`.

The server imports what parsers need once, which takes a second; each child inherits it. See `forking`.
"""

from __future__ import annotations

from importlib import import_module

from genai_core.adapters.extraction import worker
from genai_core.adapters.extraction.content_model import load_model
from genai_core.adapters.extraction.forking import serve
from genai_core.adapters.extraction.reading import PARSERS
from genai_core.adapters.extraction.sandbox import hide_from_children


def main() -> None:
    """Serves requests until there are no more."""
    hide_from_children()
    load_model()
    for parser in dict.fromkeys(name.partition(":")[0] for name in PARSERS.values()):
        import_module(f"genai_core.adapters.extraction.parsers.{parser}")
    serve(worker.main)


if __name__ == "__main__":
    main()
