"""SageMaker endpoints: from a container image, a model package, hub content, or our own script."""
