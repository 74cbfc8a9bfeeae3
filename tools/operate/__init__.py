"""Programs that an operator runs against a deployed environment, with their own credentials."""
