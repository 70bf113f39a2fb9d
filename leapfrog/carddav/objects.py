"""The cards of a book as resources: name, ETag and, when it is asked for, content."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import msgspec

from leapfrog.carddav import store
from leapfrog.contact_formats import Card
from leapfrog.contacts import (
    ContactDetail,
    ContactRevision,
    OwnPart,
    contact_revisions,
    entries,
    served_card,
)
from leapfrog.contacts import shared as shared_by
from leapfrog.kernel.db import Database, Db

# Written into every ETag; to be raised when a card is served otherwise than before.
EDITION = 1
PAGE_OF_CARDS, PAGE_OF_NAMES = 50, 1000
NO_CARD = Card(())


class AddressObject(msgspec.Struct, frozen=True):
    """A card of the book. `own` and `card` (as phones get it) are empty when only its ETag is
    wanted.
    """

    id: UUID
    name: str
    etag: str
    own: OwnPart
    card: Card
    shared: Sequence[ContactDetail]


async def load(
    db: Db, owner: UUID, ids: Sequence[UUID], *, with_cards: bool
) -> dict[UUID, AddressObject]:
    """The live ones of these contacts, in four statements at most."""
    found = await contact_revisions(db, owner, ids)
    names = await store.names(db, [one.id for one in found])
    shared = await shared_by(db, owner, [one.person_id for one in found if one.person_id])
    cards = {one.id: one.card for one in await entries(db, owner, ids)} if with_cards else {}
    return {
        one.id: _object(
            one, names[one.id], shared.get(one.person_id, ()) if one.person_id else (), cards
        )
        for one in found
    }


async def by_name(db: Db, owner: UUID, name: str) -> AddressObject | None:
    """The card with this resource name."""
    ids = await store.ids_by_names(db, owner, [name])
    found = await load(db, owner, ids, with_cards=True)
    return next((found[one] for one in ids if one in found), None)


async def pages(
    database: Database, owner: UUID, ids: Sequence[UUID], *, with_cards: bool
) -> AsyncIterator[AddressObject]:
    """The live ones of these contacts in their order. Each page is a snapshot of its own, and the
    connection is given back while it is sent, however slow the phone.
    """
    size = PAGE_OF_CARDS if with_cards else PAGE_OF_NAMES
    for start in range(0, len(ids), size):
        page = ids[start : start + size]
        async with database.reading() as db:
            found = await load(db, owner, page, with_cards=with_cards)
        for contact_id in page:
            if contact_id in found:
                yield found[contact_id]


def _object(
    one: ContactRevision, name: str, shared: Sequence[ContactDetail], cards: dict[UUID, Card]
) -> AddressObject:
    own = OwnPart(cards.get(one.id, NO_CARD), one.uid, one.shown, one.remark, one.tags)
    card = served_card(own, shared) if cards else NO_CARD
    return AddressObject(one.id, name, _etag(one, shared), own, card, shared)


def _etag(one: ContactRevision, shared: Sequence[ContactDetail]) -> str:
    """Follows from all that the served card is made of, and from nothing else."""
    parts = (EDITION, one.uid, one.shown, one.remark, one.tags, one.digest, shared)
    return f'"{hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:32]}"'
