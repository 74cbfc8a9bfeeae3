"""Every benchmark that needs nothing running: `make bench`."""

from tests.benchmarks import embedder, imports, ingestion

for benchmark in (embedder, imports, ingestion):
    print(f"\n== {benchmark.__name__} ==", flush=True)
    benchmark.main()
