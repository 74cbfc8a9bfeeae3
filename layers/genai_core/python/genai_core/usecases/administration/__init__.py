"""Use cases for administrators of the deployment."""
