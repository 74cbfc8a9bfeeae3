"""Measurements that print their numbers with the machine: `python -m tests.benchmarks.<name>`."""
