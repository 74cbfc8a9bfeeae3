"""What statements affirm and deny: denials, quantities of things, conditions, exceptions and roles."""
