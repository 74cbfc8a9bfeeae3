"""The function search_lexical."""
