"""E-mail addresses in the one form in which they are stored and compared."""

from __future__ import annotations

import re
from typing import NewType

from genai_core.domain.protocol.workspaces import MAX_ADDRESS_CHARS
from genai_core.errors import InvalidInput

EmailAddress = NewType("EmailAddress", str)
"""Lower case, without spaces; only `email_address` makes one."""

# Letters of other scripts can look like Latin ones, or become them in lower case: those two never match.
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")


def email_address(text: str) -> EmailAddress:
    """Returns the address in lower case, without the spaces around it.

    Raises:
        InvalidInput: It is not an address. The message does not repeat it: messages are logged.
    """
    address = text.strip(" \t\r\n")
    if len(address) > MAX_ADDRESS_CHARS:
        raise _not_valid(f"it has {len(address)} characters, of at most {MAX_ADDRESS_CHARS}")
    if not address.isascii():
        raise _not_valid("it has characters outside ASCII")
    address = address.lower()
    if not _ADDRESS.fullmatch(address):
        raise _not_valid("it does not have the form name@example.org")
    return EmailAddress(address)


def verified_address(address: object, is_verified: object) -> EmailAddress | None:
    """Returns the address of a sign-in's claims; None if it is missing, not valid, or not verified.

    Args:
        is_verified: True; some issuers write the text "true".
    """
    if not isinstance(address, str) or not (is_verified is True or is_verified == "true"):
        return None
    try:
        return email_address(address)
    except InvalidInput:
        return None


def _not_valid(reason: str) -> InvalidInput:
    return InvalidInput(
        f"the e-mail address is not valid: {reason}", remedy="Give one address, such as ann@example.org."
    )
