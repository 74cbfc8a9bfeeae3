"""Endpoints of SageMaker: from a container image, a package, a hub's content, or a script of our own."""
