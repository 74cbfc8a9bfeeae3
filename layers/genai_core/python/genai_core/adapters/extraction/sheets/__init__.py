"""Read number formats, comments and hidden cells of workbooks, which value readers leave out."""
