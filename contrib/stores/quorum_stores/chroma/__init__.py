"""Chroma, for those who run one."""
