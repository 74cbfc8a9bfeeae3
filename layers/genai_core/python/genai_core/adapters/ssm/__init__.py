"""Parameters in AWS Systems Manager."""
