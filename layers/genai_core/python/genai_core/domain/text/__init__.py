"""What a text says: its language, words, sentences, numbers and negations."""
