"""Shared by all adapters of AWS services."""
