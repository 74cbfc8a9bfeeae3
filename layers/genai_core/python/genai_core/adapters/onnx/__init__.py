"""Models that run inside the function, by ONNX Runtime."""
