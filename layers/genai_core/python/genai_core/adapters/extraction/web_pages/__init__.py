"""What a web page shows: its tree without hidden text and page furniture, read to blocks."""
