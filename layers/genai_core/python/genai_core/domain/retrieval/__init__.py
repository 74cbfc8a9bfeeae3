"""From a question to passages: scopes, filters, scores, fusion, and the choice of passages."""
