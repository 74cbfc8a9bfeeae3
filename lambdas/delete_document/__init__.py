"""The function delete_document."""
