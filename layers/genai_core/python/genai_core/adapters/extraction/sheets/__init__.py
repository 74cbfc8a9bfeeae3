"""What a workbook shows of its cells besides their values: formats, comments, and what is hidden."""
