"""Number formats, comments and hidden cells of workbooks, which readers of values do not give."""
