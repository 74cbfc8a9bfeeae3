"""What a workspace learns from judged answers: calibration, weights of models, and promises."""
