"""The external services that the core needs: one Protocol per file."""
