"""Ask language models: which models, with what prompt, at what cost, and how to read their replies."""
