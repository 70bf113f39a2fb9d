"""Secrets that people read and type: Crockford's base32, without I, L, O and U; the look-alikes
are read as what was meant.
"""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
GROUP = 4
LOOK_ALIKE = str.maketrans("ilo", "110")


def new_code(length: int) -> str:
    """`length` random characters of 5 bits each, small, in groups of four: `7f3k-x0pm`."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return "-".join(code[i : i + GROUP] for i in range(0, length, GROUP))


def normal(code: str) -> str:
    """The code as it is kept or hashed: small, look-alikes mended, nothing between."""
    return "".join(c for c in code.lower().translate(LOOK_ALIKE) if c in ALPHABET)
