"""Qdrant, for those who run one."""
