"""What a confirmation is on the wire: signed by the town, good for one session of one person, so
that checking it costs no statement.

`key id (8) | expires (4) | most (8) | BLAKE2b-128 keyed MAC (16)`, in base64url; the MAC also
covers the person and the session.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from leapfrog.identity import Signed
from leapfrog.kernel.db import Db
from leapfrog.pay import store
from leapfrog.pay.confirming.model import LIFE, Confirmation, Consent
from leapfrog.pay.errors import NoMoney

HEAD, MAC = 20, 16
# By their random names, so that towns in one process do not meet.
SECRETS: dict[bytes, bytes] = {}


async def sign(db: Db, signed: Signed, most: int) -> Confirmation:
    """Raises `NoMoney`."""
    found = await store.secret(db)
    if found is None:
        raise NoMoney
    key_id, secret = found
    expires = (db.now + LIFE).replace(microsecond=0)
    head = key_id + int(expires.timestamp()).to_bytes(4, "big") + most.to_bytes(8, "big")
    mac = _mac(secret, head, signed.person_id, signed.session_id)
    return Confirmation(urlsafe_b64encode(head + mac).decode(), most, expires)


async def good_for(db: Db, person_id: UUID, consent: Consent) -> int | None:
    """The largest amount for which this confirms; None when it does not, or no more."""
    try:
        given = urlsafe_b64decode((consent.token or "").encode())
    except ValueError:
        return None
    if len(given) != HEAD + MAC:
        return None
    head, mac = given[:HEAD], given[HEAD:]
    secret = await _secret(db, head[:8])
    if secret is None or consent.session_id is None:
        return None
    if not hmac.compare_digest(mac, _mac(secret, head, person_id, consent.session_id)):
        return None
    expires = datetime.fromtimestamp(int.from_bytes(head[8:12], "big"), db.now.tzinfo)
    return int.from_bytes(head[12:20], "big") if db.now < expires else None


async def _secret(db: Db, key_id: bytes) -> bytes | None:
    if key_id not in SECRETS:
        found = await store.secret(db)
        if found is None or found[0] != key_id:
            return None
        SECRETS[key_id] = found[1]
    return SECRETS[key_id]


def _mac(secret: bytes, head: bytes, person_id: UUID, session_id: UUID) -> bytes:
    bound = head + person_id.bytes + session_id.bytes
    return blake2b(bound, key=secret, digest_size=MAC).digest()
