"""Read grids of cells as tables with captions and headers, and compute answers from them."""
