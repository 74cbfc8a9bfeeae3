"""Fork a limited process for each page: `python -m genai_core.adapters.extraction.recognition.page_server`.

Like `fork_server` for documents: models are loaded once, and the server itself never reads a page.
"""

from __future__ import annotations

from genai_core.adapters.extraction.forking import serve
from genai_core.adapters.extraction.recognition import worker
from genai_core.adapters.extraction.recognition.engine import load_engine
from genai_core.adapters.extraction.sandbox import hide_from_children

if __name__ == "__main__":
    hide_from_children()
    load_engine()
    serve(worker.main)
