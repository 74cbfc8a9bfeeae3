"""The machine this process runs on."""
