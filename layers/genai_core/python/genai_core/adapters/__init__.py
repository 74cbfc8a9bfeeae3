"""One folder per technology; only `wiring` imports from here."""
