"""Amazon SageMaker endpoints."""
