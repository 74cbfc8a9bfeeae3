"""What a model says, normalised in one place before drafts, check and consensus see it."""
