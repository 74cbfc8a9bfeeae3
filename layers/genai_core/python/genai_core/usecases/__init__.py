"""The steps of a user's wish, in order; one verb_noun per file, the same name as its Lambda."""
