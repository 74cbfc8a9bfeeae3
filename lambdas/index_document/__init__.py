"""The function index_document."""
