"""The version of the contract."""

PROTOCOL_VERSION = 1
"""Grows when a client that knows the former version would misread the new one; added fields do not count."""
