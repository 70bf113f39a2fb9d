"""Paper cards: somebody without a phone agrees with one that a helper orders for them, and gets
their parcels by it.

Digits are hashed as passwords are, which takes long: never while the database waits for it.
"""

import secrets
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import till
from leapfrog.identity import hash_password, matches
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.parcels import store_people
from leapfrog.parcels.errors import (
    NoReceiver,
    NotByYou,
    ParcelCodeLocked,
    WrongReceiverCode,
)
from leapfrog.parcels.model import LOCKED, MOST_TRIES, READABLE
from leapfrog.parcels.people import LONGEST_TEXT, ReceiverCard, line_of

DIGITS, HANDLE = 8, 4


class GivenCard(msgspec.Struct, frozen=True):
    """A card as it is written on paper, this once: `text` is its handle and the eight digits."""

    card: ReceiverCard
    text: str


class CardWishes(msgspec.Struct, frozen=True):
    """Whose card it is, how they are found, and up to what an order needs no digits."""

    name: str
    address: str = ""
    free_up_to: int = 0


def read_card(text: str) -> tuple[str, str] | None:
    """Handle and digits of what was scanned or typed; None: it cannot be a card."""
    kept = "".join(text.upper().split()).replace("-", "").removeprefix("CARD:")
    handle, digits = kept[:HANDLE], kept[HANDLE:]
    fits = len(digits) == DIGITS and digits.isdecimal() and digits.isascii()
    return (handle, digits) if fits and all(one in READABLE for one in handle) else None


async def give_card(database: Database, me: UUID, card_id: UUID, wanted: CardWishes) -> GivenCard:
    """Gives a card to somebody without a phone, by who works at an open pickup point; again: new
    digits, and the old ones are void. Opens a transaction of its own. Raises `NotByYou`, `Invalid`,
    `NoReceiver` for a card that somebody else gave out.
    """
    name = line_of(wanted.name, "name", least=1)
    address = line_of(wanted.address, "address", LONGEST_TEXT)
    if not 0 <= wanted.free_up_to <= 10**9:
        raise Invalid("A sum is 0 or more.", field="free_up_to")
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    handle = "".join(secrets.choice(READABLE) for _ in range(HANDLE))
    hashed = await hash_password(digits)
    async with database.transaction() as db:
        if not await _keeps_point(db, me):
            raise NotByYou
        made = ReceiverCard(
            id=card_id,
            handle=handle,
            name=name,
            address=address,
            secret_hash=hashed,
            free_up_to=wanted.free_up_to,
            made_by=me,
            at=db.now,
        )
        if not await store_people.put_receiver(db, made):
            raise NoReceiver
        mine = await store_people.receivers(db, me)
    kept = next(one for one in mine if one.id == card_id)
    return GivenCard(kept, f"{kept.handle} {digits[:4]} {digits[4:]}")


async def _keeps_point(db: Db, me: UUID) -> bool:
    shops = [one.shop.id for one in await till.shops_of(db, me)]
    found = await store_people.points(db, shops)
    return any(one.state == "open" for one in found.values())


async def shown_card(database: Database, text: str) -> ReceiverCard | Problem:
    """The receiver's card of this text with its digits. A try is counted before it is known whether
    it is right, so that of many at once no more are looked at than may be; a wrong one is answered
    and not raised: `WrongReceiverCode`, `ParcelCodeLocked`. Raises `NoReceiver`.
    """
    read = read_card(text)
    if read is None:
        raise NoReceiver
    handle, digits = read
    async with database.transaction() as db:
        known = await store_people.lock_receiver(db, handle)
        if known is None:
            raise NoReceiver
        if known.locked_until is not None and known.locked_until > db.now:
            return ParcelCodeLocked(int((known.locked_until - db.now).total_seconds()) + 1)
        tries = known.tries + 1
        full = tries >= MOST_TRIES
        locked = db.now + LOCKED if full else None
        await store_people.try_receiver(db, known.id, 0 if full else tries, locked)
    if not await matches(known.secret_hash, digits):
        return WrongReceiverCode(tries_left=MOST_TRIES - tries)
    async with database.transaction() as db:
        await store_people.try_receiver(db, known.id, 0, None)
    return replace(known, tries=0)


async def card_named(db: Db, handle: str) -> ReceiverCard:
    """The receiver's card with a handle, without its digits. Raises `NoReceiver`."""
    known = await store_people.receiver(db, "".join(handle.upper().split()))
    if known is None:
        raise NoReceiver
    return known
