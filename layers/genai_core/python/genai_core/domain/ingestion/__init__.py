"""Types, texts and chunks of documents before they are indexed."""
