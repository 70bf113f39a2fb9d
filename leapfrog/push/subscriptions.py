"""Subscriptions: the devices that a person wants to be told on."""

from urllib.parse import urlsplit
from uuid import UUID

from leapfrog.identity import ClientInfo, Principal, SignInNeeded, session_ends
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.outgoing import CallRefused, Outgoing
from leapfrog.push import store
from leapfrog.push.encryption import can_seal
from leapfrog.push.errors import AddressRefused
from leapfrog.push.model import Address, PushSubscription


def check(outgoing: Outgoing, address: Address) -> None:
    """Checks that pushes may be sent to an address: a public host, and keys that work. Raises
    `AddressRefused`.
    """
    try:
        outgoing.check(address.endpoint)
    except CallRefused as cause:
        raise AddressRefused(str(cause)) from None
    if not can_seal(address):
        raise AddressRefused


async def subscribe(
    db: Db, outgoing: Outgoing, signed: Principal, device: ClientInfo, address: Address
) -> None:
    """This session's device is told from now on, there and only there. Raises `AddressRefused`.

    An address that another session had is its no more: a browser has one, whoever signs in to it.
    """
    check(outgoing, address)
    ends_at = await session_ends(db, signed)
    if ends_at is None:
        raise SignInNeeded
    if not await store.subscribe(db, signed, device.name, address, ends_at):
        raise AddressRefused


async def unsubscribe(db: Db, signed: Principal, session_id: UUID) -> None:
    """One of a person's own devices is told no more. Raises `NotFound`."""
    if not await store.unsubscribe(db, signed.person_id, session_id):
        raise NotFound


async def mine(db: Db, signed: Principal) -> list[PushSubscription]:
    """The devices of a person that are told, the newest first."""
    return [
        PushSubscription(
            session_id,
            device,
            urlsplit(endpoint).hostname or "",
            session_id == signed.session_id,
            created_at,
        )
        for session_id, device, endpoint, created_at in await store.mine(db, signed.person_id)
    ]
