"""What an operator runs against a deployed environment, with credentials of their own."""
