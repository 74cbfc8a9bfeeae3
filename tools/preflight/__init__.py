"""Checks whether an environment can be deployed, from the checkout and from the account."""
