"""The routes, one file per subject; importing this package registers them all."""

from lambdas.serve_api.routes import (
    account,
    administration,
    completions,
    documents,
    questions,
    service,
    sessions,
    trust,
    workspaces,
)

__all__ = [
    "account",
    "administration",
    "completions",
    "documents",
    "questions",
    "service",
    "sessions",
    "trust",
    "workspaces",
]
