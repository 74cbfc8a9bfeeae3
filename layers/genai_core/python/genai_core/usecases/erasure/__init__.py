"""Erase the data of a deleted workspace or user."""
