"""Tables: grids of cells read as captions, headers and rows, and questions that are computed from them."""
