"""Values and pure algorithms, without any I/O."""
