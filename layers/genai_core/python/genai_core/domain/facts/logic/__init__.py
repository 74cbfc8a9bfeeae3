"""Compare what statements affirm and deny: denials, quantities, conditions, exceptions and roles."""
