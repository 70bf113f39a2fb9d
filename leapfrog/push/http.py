"""Push's routes. A subscription is that of the session that asks."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import DeviceIn, Principal, SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.push import store, subscriptions
from leapfrog.push.errors import AddressRefused
from leapfrog.push.keys import public_key, unbase64url
from leapfrog.push.model import Address, PushSubscription

Key = Annotated[str, msgspec.Meta(max_length=200)]


class PushSettings(msgspec.Struct, frozen=True):
    """How a person is told; `public_key` is the `applicationServerKey` of new subscriptions."""

    public_key: str
    shows_text: bool
    subscriptions: list[PushSubscription]


class PushChoice(Input, frozen=True):
    shows_text: bool


class NewSubscription(Input, frozen=True):
    """What a browser's `PushSubscription`, or UnifiedPush, names; the keys in base64url."""

    endpoint: Annotated[str, msgspec.Meta(max_length=2000)]
    p256dh: Key
    auth: Key


@get("/push", summary="Read push settings")
async def read_push(db: DbIn, signed: SignedIn) -> PushSettings:
    """Which of one's devices are told when one is away, whether words are shown there, and the
    town's key for subscriptions.
    """
    return await _push(db, signed)


@patch("/push", summary="Change push settings")
async def change_push(db: DbIn, signed: SignedIn, data: JSONBody[PushChoice]) -> PushSettings:
    """Whether notifications on one's devices show what was said."""
    await store.show_text(db, signed.person_id, data.shows_text)
    return await _push(db, signed)


@put("/push/subscription", summary="Subscribe a device", guards=[own_device])
async def subscribe(
    db: DbIn, town: TownIn, signed: SignedIn, device: DeviceIn, data: JSONBody[NewSubscription]
) -> PushSettings:
    """This session's device is told from now on, at the address of its push service and nowhere
    else. Raises `AddressRefused`.
    """
    try:
        address = Address(data.endpoint, unbase64url(data.p256dh), unbase64url(data.auth))
    except ValueError:
        raise AddressRefused from None
    await subscriptions.subscribe(db, town.outgoing, signed, device, address)
    return await _push(db, signed)


@delete("/push/subscription", summary="Unsubscribe this device")
async def unsubscribe(db: DbIn, signed: SignedIn) -> None:
    """This session's device is told no more. Raises `NotFound`."""
    await subscriptions.unsubscribe(db, signed, signed.session_id)


@delete(
    "/push/subscriptions/{session_id:uuid}",
    summary="Unsubscribe another device",
    guards=[own_device],
)
async def unsubscribe_other(db: DbIn, signed: SignedIn, session_id: FromPath[UUID]) -> None:
    """Another device of one's own is told no more."""
    await subscriptions.unsubscribe(db, signed, session_id)


async def _push(db: Db, signed: Principal) -> PushSettings:
    shows_text = await store.shows_text(db, signed.person_id)
    return PushSettings(await public_key(db), shows_text, await subscriptions.mine(db, signed))


routes: list[HTTPRouteHandler] = [
    read_push,
    change_push,
    subscribe,
    unsubscribe,
    unsubscribe_other,
]
