"""The function reconcile_documents."""
