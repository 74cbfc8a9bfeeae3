"""The function recognize_image."""
