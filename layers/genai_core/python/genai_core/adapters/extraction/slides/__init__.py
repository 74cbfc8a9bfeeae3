"""Read the visible shapes of slides in order."""
