"""Functions that run only at deployment, deployed alone: they import nothing else of this project."""
