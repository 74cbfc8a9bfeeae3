"""Full adapters that store everything in this process, for tests, benchmarks and trials."""
