"""The laptop default: every part of Quorum on this machine, on loopback addresses only."""
