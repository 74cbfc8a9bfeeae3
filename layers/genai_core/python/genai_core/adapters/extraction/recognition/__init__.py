"""Recognises the text of scanned pages in a limited process, one page in each, by RapidOCR."""
