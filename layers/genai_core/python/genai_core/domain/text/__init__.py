"""Read a text: its language, words, sentences, numbers and negations."""
