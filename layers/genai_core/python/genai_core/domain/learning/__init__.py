"""Calibrate a workspace by judged answers: probabilities, weights of models, and promises."""
