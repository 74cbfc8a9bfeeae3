"""Honest adapters that keep everything in this process: for tests, benchmarks and trials."""
