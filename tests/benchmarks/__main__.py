"""Every benchmark that needs nothing running: `make bench`."""

from tests.benchmarks import embedder, imports, ingestion, late_interaction, pipeline

for benchmark in (embedder, imports, pipeline, ingestion, late_interaction):
    print(f"\n== {benchmark.__name__} ==", flush=True)
    benchmark.main()
