"""References: what somebody writes on a bank transfer, so that it finds their wallet.

A creditor reference of ISO 11649: `RF`, two check digits (ISO 7064, MOD 97-10), ten characters
that nobody mistakes for each other.
"""

import re
import secrets
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.desk import store

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
# As people and banks write it: with or without spaces, anywhere in a text.
FOUND = re.compile(rf"RF\s*(\d\s*\d)\s*((?:[{LETTERS}]\s*){{{LENGTH}}})(?![0-9A-Z])")


async def of(db: Db, person_id: UUID) -> str:
    """A person's reference, made when there is none yet."""
    found = await store.reference(db, person_id)
    if found is None:
        await store.add_reference(db, person_id, made())
        found = await store.reference(db, person_id)
    assert found is not None
    return found


def made() -> str:
    """A new one."""
    body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"RF{98 - _number(f'{body}RF00') % 97:02d}{body}"


def found_in(text: str) -> set[str]:
    """All references in a text whose check digits are right."""
    codes = (f"RF{digits}{body}" for digits, body in FOUND.findall(text.upper()))
    plain = ("".join(code.split()) for code in codes)
    return {code for code in plain if _number(code[4:] + code[:4]) % 97 == 1}


def _number(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text))
