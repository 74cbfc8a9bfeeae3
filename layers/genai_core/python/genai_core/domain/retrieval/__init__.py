"""From a question to passages: what is asked, within which scope, how it is scored, and what is handed on."""
