"""The cards of a book as resources: name, ETag and, when it is asked for, content."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts import book, living
from leapfrog.contacts.carddav import store
from leapfrog.contacts.carddav.cards import OwnPart, served
from leapfrog.contacts.carddav.store import CardRevision
from leapfrog.contacts.model import ContactDetail
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
    """The live ones of these contacts, in three statements at most."""
    heads = await store.heads(db, owner, ids)
    shared = await living.shared(db, owner, [head.person_id for head in heads if head.person_id])
    cards = {one.id: one.card for one in await book.entries(db, owner, ids)} if with_cards else {}
    return {
        head.id: _object(head, shared.get(head.person_id, ()) if head.person_id else (), cards)
        for head in heads
    }


async def by_name(db: Db, owner: UUID, name: str) -> AddressObject | None:
    """The card with this resource name."""
    ids = list((await store.ids_by_names(db, owner, [name])).values())
    return next(iter((await load(db, owner, ids, with_cards=True)).values()), None)


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
    head: CardRevision, shared: Sequence[ContactDetail], cards: dict[UUID, Card]
) -> AddressObject:
    own = OwnPart(cards.get(head.id, NO_CARD), head.uid, head.shown, head.remark, head.tags)
    card = served(own, shared) if cards else NO_CARD
    return AddressObject(head.id, head.name, _etag(head, shared), own, card, shared)


def _etag(head: CardRevision, shared: Sequence[ContactDetail]) -> str:
    """Follows from all that the served card is made of, and from nothing else."""
    parts = (EDITION, head.uid, head.shown, head.remark, head.tags, head.digest, shared)
    return f'"{hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:32]}"'
