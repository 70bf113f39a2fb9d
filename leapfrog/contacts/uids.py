"""Which vCard UID a contact gets: unique in its owner's book."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import UnsetType

from leapfrog.contact_formats import Card
from leapfrog.contact_formats import uid as uid_of
from leapfrog.contacts import store
from leapfrog.contacts.errors import UidTaken
from leapfrog.contacts.model import ContactEntry, ContactWrite
from leapfrog.kernel.db import Db


async def uids_for(
    db: Db, owner: UUID, wanted: Mapping[UUID, ContactWrite], before: Mapping[UUID, ContactEntry]
) -> dict[UUID, str]:
    """The UID that was asked for, else the one it has, else the card's if free, else its id.

    Raises `UidTaken` when one that was asked for is another contact's.
    """
    asked, offered, kept = {}, {}, {}
    for contact_id, write in wanted.items():
        old = before.get(contact_id)
        if not isinstance(write.uid, UnsetType):
            asked[contact_id] = write.uid
        elif old and not old.deleted:
            kept[contact_id] = old.uid
        else:
            offered[contact_id] = _of(write.card)
    found = await store.by_uids(db, owner, [*asked.values(), *offered.values()])
    taken = {uid for uid, entry in found.items() if entry.id not in asked} | set(kept.values())
    if taken & set(asked.values()) or len(set(asked.values())) < len(asked):
        raise UidTaken
    taken |= set(asked.values())
    for contact_id, uid in offered.items():
        kept[contact_id] = uid if uid and uid not in taken else str(contact_id)
        taken.add(kept[contact_id])
    return kept | asked


def _of(card: Card | UnsetType) -> str:
    return uid_of(card) if isinstance(card, Card) else ""
