"""What a page of a PDF shows, from the places of its letters: lines, columns, tables, repeated lines."""
