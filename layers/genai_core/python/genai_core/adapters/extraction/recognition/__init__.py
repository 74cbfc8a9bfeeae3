"""Recognise the text of scanned pages with RapidOCR, each page in a limited process."""
