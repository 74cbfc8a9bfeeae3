"""The texts of the prompts, one file per version: a changed prompt gets a new file."""
