"""Applying an import: all that was decided comes into the book in one transaction."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts import book, living
from leapfrog.contacts import store as contacts_store
from leapfrog.contacts.editing import MOST_CONTACTS, MOST_TAGS
from leapfrog.contacts.imports import store
from leapfrog.contacts.imports.errors import ImportUndone, NoImport
from leapfrog.contacts.imports.model import Import, ItemOutcome, PendingItem
from leapfrog.contacts.imports.reading import MOST_BYTES, MOST_CARDS, tags_of
from leapfrog.contacts.imports.review import one
from leapfrog.contacts.model import ContactEntry, ContactWrite
from leapfrog.contacts.union import union
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.storage import within


async def apply(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Adds and merges as decided. Twice is one operation. Raises `NoImport`, `ImportUndone`,
    `Invalid` when the book would get too full, `QuotaFull` when it would weigh too much.

    A merge whose contact is gone becomes an addition; one that brings nothing new, `same`.
    """
    state = await store.lock(db, owner, import_id)
    if state is None:
        raise NoImport
    if state == "undone":
        raise ImportUndone
    if state == "preview":
        await _apply(db, owner, import_id)
    return await one(db, owner, import_id)


async def _apply(db: Db, owner: UUID, import_id: UUID) -> None:
    found = await one(db, owner, import_id)
    if await contacts_store.count(db, owner) + found.add + found.merge > MOST_CONTACTS:
        raise Invalid(f"A book has at most {MOST_CONTACTS:,} contacts.")
    merging = _Merging(db, owner, import_id, await book.region(db))
    async with within(db, owner):
        await store.add_contacts(db, owner, import_id, merging.source)
        for first, last in _ranges(await store.sizes(db, import_id)):
            await merging.items(await store.due(db, import_id, first, last))
    await store.applied(db, import_id)
    stream.tell(db, (owner,), living.CHANGED)


def _ranges(sizes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last number of pieces that are small in memory, out of (number, bytes)."""
    first = last = count = total = 0
    for n, size in sizes:
        if count and (count == MOST_CARDS or total + size > MOST_BYTES):
            yield first, last
            count = total = 0
        first = n if not count else first
        last, count, total = n, count + 1, total + size
    if count:
        yield first, last


class NewContact(msgspec.Struct):
    """A contact with what items add to it. `before`: as it was in the book; None for a new one."""

    card: Card
    tags: tuple[str, ...]
    before: ContactEntry | None = None


class _Merging:
    """What is to be merged with contacts of the book, those that the import just made too."""

    def __init__(self, db: Db, owner: UUID, import_id: UUID, region: str) -> None:
        self.db, self.owner, self.import_id, self.region = db, owner, import_id, region
        self.source = f"import:{import_id}"
        # Where cards go whose match was not added after all, or is one with another now.
        self.instead: dict[UUID, UUID] = {}

    async def items(self, due: Sequence[PendingItem]) -> None:
        """Merges some items, in their order."""
        wanted = {self._target(item) for item in due}
        entries = await book.entries(self.db, self.owner, wanted)
        growing = {one.id: NewContact(one.card, one.tags, one) for one in entries}
        settled = await asyncio.to_thread(self._grow, due, growing)
        await self._keep_before(growing.values())
        await book.write(self.db, self.owner, [*self._writes(growing)])
        await store.settle(self.db, self.import_id, settled)

    def _target(self, item: PendingItem) -> UUID:
        return self.instead.get(item.match_id, item.match_id)

    def _grow(
        self, due: Sequence[PendingItem], growing: dict[UUID, NewContact]
    ) -> list[ItemOutcome]:
        """Works out what the contacts become; answers what was decided otherwise on the way."""
        settled = []
        for item in due:
            target = self._target(item)
            if contact := growing.get(target):
                adds = _merge(contact, item.card, self.region)
                settled.append(ItemOutcome(item.n, "merge" if adds else "same", target))
            else:
                self.instead[item.match_id] = target = new_id()
                growing[target] = NewContact(item.card, tags_of(item.card))
                settled.append(ItemOutcome(item.n, "add", target))
            if item.contact_id:
                self.instead[item.contact_id] = target
        return settled

    async def _keep_before(self, growing: Iterable[NewContact]) -> None:
        touched = [grown.before for grown in growing if grown.before and _is_changed(grown)]
        others = [entry for entry in touched if entry.source != self.source]
        await store.keep_before(self.db, self.import_id, others)

    def _writes(self, growing: dict[UUID, NewContact]) -> Iterator[ContactWrite]:
        for contact_id, made in growing.items():
            if made.before is None:
                yield ContactWrite(contact_id, made.card, tags=made.tags, source=self.source)
            elif _is_changed(made):
                yield ContactWrite(contact_id, made.card, tags=made.tags)


def _merge(contact: NewContact, card: Card, region: str) -> bool:
    """Whether the card brings anything new. A tag that its owner took away does not come back."""
    merged = union(contact.card, card, region)
    if merged is contact.card:
        return False
    known = {*contact.tags, *tags_of(contact.card)}
    new = [tag for tag in tags_of(card) if tag not in known]
    contact.tags = (*contact.tags, *new)[: max(MOST_TAGS, len(contact.tags))]
    contact.card = merged
    return True


def _is_changed(contact: NewContact) -> bool:
    return contact.before is not None and contact.card is not contact.before.card
