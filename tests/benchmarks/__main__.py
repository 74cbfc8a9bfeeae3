"""Every benchmark that needs nothing running: `make bench`."""

from tests.benchmarks import embedder, imports, ingestion, pipeline

for benchmark in (embedder, imports, pipeline, ingestion):
    print(f"\n== {benchmark.__name__} ==", flush=True)
    benchmark.main()
