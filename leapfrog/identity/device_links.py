"""A borrowed computer: it shows a code, a phone that is signed in vouches for it.

The code is tied to the browser that shows it by a secret in a cookie, so that a code seen over a
shoulder opens nothing; it lives three minutes and is good once. The session lives twelve hours.
"""

from uuid import UUID

import msgspec

from leapfrog.identity import sessions, store_devices
from leapfrog.identity.codes import new_code, normal
from leapfrog.identity.errors import LinkExpired
from leapfrog.identity.model import DEVICE_LINK_LIFE, ClientInfo, DeviceLink, Principal
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_secret, secret_hash

LENGTH = 8


class DeviceLinkOffer(msgspec.Struct, frozen=True):
    """A link, and the secret that ties it to one browser."""

    link: DeviceLink
    secret: str


async def offer(db: Db, link_id: UUID, device: ClientInfo, secret: str | None) -> DeviceLinkOffer:
    """A new link, or the same to the browser that has it already. Raises `LinkExpired` when the
    id is no good any more, or another browser's.
    """
    fresh = new_secret()
    expires_at = db.now + DEVICE_LINK_LIFE
    code = normal(new_code(LENGTH))
    hashed = secret_hash(fresh)
    if await store_devices.add_link(db, link_id, code, hashed, device, expires_at):
        link = DeviceLink(code, device.name, device.address, db.now, expires_at)
        return DeviceLinkOffer(link, fresh)
    held = await store_devices.own_link(db, link_id, secret_hash(secret or ""))
    if held is None:
        raise LinkExpired
    return DeviceLinkOffer(held, secret or "")


async def look(db: Db, signed: Principal, code: str) -> DeviceLink:
    """Which computer shows this code. Raises `LinkExpired`, also for a code that never was."""
    found = await store_devices.link(db, normal(code), signed.person_id)
    if found is None:
        raise LinkExpired
    return found


async def approve(db: Db, signed: Principal, code: str) -> None:
    """Vouches for the computer that shows this code. Raises `LinkExpired`."""
    if not await store_devices.approve(db, normal(code), signed.person_id):
        raise LinkExpired


async def enter(
    db: Db, link_id: UUID, secret: str | None, device: ClientInfo
) -> tuple[Principal, str] | None:
    """The computer's session, once, when a phone has vouched for it; None while it waits. Raises
    `LinkExpired`, also to another browser than the one that shows the code.
    """
    hashed = secret_hash(secret or "")
    person_id = await store_devices.use_link(db, link_id, hashed)
    if person_id is not None:
        stream.tell(db, (person_id,), sessions.CHANGED)
        return await sessions.begin(db, person_id, "linked", device)
    if await store_devices.own_link(db, link_id, hashed) is None:
        raise LinkExpired
    return None
