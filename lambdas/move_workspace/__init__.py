"""The function move_workspace."""
