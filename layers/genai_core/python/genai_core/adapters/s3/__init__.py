"""Blobs in Amazon S3."""
