"""Find the pictures inside documents and keep those that show something."""
