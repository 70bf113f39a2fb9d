"""Living cards: what people show of themselves and to whom; all who see it hear of changes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

import msgspec

from leapfrog.contacts import store, store_sharing
from leapfrog.contacts.events import CardChanged
from leapfrog.contacts.model import CardField, ContactDetail, clean
from leapfrog.identity import remote_among
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, NotFound
from leapfrog.kernel.events import announce

CHANGED = {"t": "changed", "what": "contacts"}
MOST_FIELDS = 100


async def card(db: Db, owner: UUID) -> list[CardField]:
    """One's own card."""
    return await store_sharing.fields(db, owner)


async def put_field(db: Db, owner: UUID, field: CardField) -> CardField:
    """Adds a field to the card that one shows to contacts, or changes it; answers it as it is kept.
    Raises `NotFound` for another's field, `Invalid`.
    """
    kept = msgspec.structs.replace(field, label=clean(field.label), value=clean(field.value))
    if not kept.value:
        raise Invalid("There is nothing in this field.")
    async with changing(db, owner):
        before = await store_sharing.fields(db, owner)
        if len(before) >= MOST_FIELDS and field.id not in {one.id for one in before}:
            raise Invalid(f"A card has at most {MOST_FIELDS} fields.")
        if not await store_sharing.put_field(db, owner, kept):
            raise NotFound
    stream.tell(db, (owner,), {"t": "changed", "what": "me"})
    return next(one for one in await store_sharing.fields(db, owner) if one.id == field.id)


async def delete_field(db: Db, owner: UUID, field_id: UUID) -> None:
    """Takes a field away, also when it is gone already. Raises `NotFound` for another's."""
    async with changing(db, owner):
        if not await store_sharing.delete_field(db, owner, field_id) and (
            await store_sharing.field_owner(db, field_id) is not None
        ):
            raise NotFound
    stream.tell(db, (owner,), {"t": "changed", "what": "me"})


async def shared(db: Db, viewer: UUID, people: Sequence[UUID]) -> dict[UUID, list[ContactDetail]]:
    """The fields that each of these people shares with the viewer at this moment, one statement.

    Of people who are connected with the viewer, with no block either way; of who is not, what they
    showed when the viewer left another town. People of whom there is nothing are left out.
    """
    return await store_sharing.shared(db, viewer, people) if people else {}


@asynccontextmanager
async def changing(
    db: Db, owner: UUID, viewers: Sequence[UUID] | None = None
) -> AsyncIterator[None]:
    """Around whatever changes the owner's fields, audiences, circles, members or connections.

    Those (of all, or of `viewers`) who see something else of the owner's card afterwards, and only
    they, get their contact marked as changed and are told.
    """
    await store.hold(db, [owner])
    before = await store_sharing.sight(db, owner, viewers)
    yield
    after = await store_sharing.sight(db, owner, viewers)
    moved = [one for one in before | after if before.get(one) != after.get(one)]
    if moved:
        await store.bump(db, moved, owner)
        away = await remote_among(db, moved)
        if away:
            await announce(db, CardChanged(owner, sorted(away)))
        stream.tell(db, moved, CHANGED)


async def show_from_remote(
    db: Db, owner: UUID, person_id: UUID, details: Sequence[ContactDetail]
) -> None:
    """Keeps what a person of another town shows to this person from now on: all of it, or nothing.
    For who is no connected contact nothing happens.
    """
    entry = await store.by_person(db, owner, person_id)
    if entry is None or not entry.connected:
        return
    await store_sharing.keep_shown(db, owner, {entry.id: list(details)})
    await store.bump(db, [owner], person_id)
    stream.tell(db, (owner,), CHANGED)
