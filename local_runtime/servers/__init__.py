"""The servers that the laptop, the tests and the evaluations share."""
