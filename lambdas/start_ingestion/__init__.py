"""The function start_ingestion."""
