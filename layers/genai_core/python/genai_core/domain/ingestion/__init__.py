"""What happens to a document before it can be found."""
