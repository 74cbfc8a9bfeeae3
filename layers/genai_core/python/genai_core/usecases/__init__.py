"""The use cases: one verb_noun per file, with the same name as its Lambda function."""
