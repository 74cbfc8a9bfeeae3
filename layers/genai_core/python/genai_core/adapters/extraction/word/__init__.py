"""Word documents: one walk over the body and all it holds."""
