"""Values in a text: what they are, what they belong to, and if a claim conflicts with the evidence."""
