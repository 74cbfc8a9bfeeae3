"""Models that run inside the function with ONNX Runtime."""
