"""What administrators of the deployment see and do."""
