"""Read the values in a text and what they belong to, and compare a claim's with the evidence's."""
