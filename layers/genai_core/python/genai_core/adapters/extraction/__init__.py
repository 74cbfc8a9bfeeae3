"""Document extraction in a limited process: one parser per file kind, as langchain-core blob parsers."""
