"""The prompts' wording, one file per version: a changed prompt is a new file, so answers stay comparable."""
