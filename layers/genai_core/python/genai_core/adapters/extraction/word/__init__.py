"""Word documents: one walk over the body and everything in it."""
