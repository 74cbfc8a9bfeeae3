"""The wire contract: every frame, REST body and the page's configuration, as frozen typed values.

This is the only source. `make generate` writes from it the OpenAPI and AsyncAPI documents, the page's
types and validators, and the SDK's types. The package imports nothing of the core but its errors.

How to add a field: add it to the dataclass with `Annotated[type, "what it says"]` and, if it has limits,
`Limits(...)`; run `make generate`; commit what changed. A field that older clients do not know needs no
new version. One that changes the meaning of a known field does: see `version`.
"""
