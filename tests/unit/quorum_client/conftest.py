"""Fixtures of this folder."""

from tests.unit.quorum_client.command_line import quorum_as

__all__ = ["quorum_as"]
