"""IBANs (ISO 13616), checked by their check digits."""

import re

from leapfrog.pay.errors import BadIban

SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


def checked(text: str) -> str:
    """An IBAN (ISO 13616) without spaces, in capitals, with right check digits.
    Raises `BadIban`.
    """
    plain = "".join(text.split()).upper()
    if not SHAPE.fullmatch(plain):
        raise BadIban
    number = int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4]))
    if number % 97 != 1:
        raise BadIban
    return plain
