"""Applying an import: all that was decided comes into the book in one transaction."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts import (
    MOST_TAGS,
    ContactEntry,
    ContactWrite,
    book_region,
    bring_drafts,
    check_room,
    close_batch,
    draft_cards,
    entries,
    keep_before,
    tags_of,
    united,
    write_contacts,
)
from leapfrog.imports.contacts import store
from leapfrog.imports.contacts.model import ItemOutcome, PendingItem
from leapfrog.imports.contacts.reading import MOST_BYTES, MOST_CARDS
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.storage import within


async def apply(db: Db, owner: UUID, import_id: UUID) -> None:
    """Adds and merges as decided. Raises `Invalid` when the book would get too full, `QuotaFull`
    when it would weigh too much.

    A merge whose contact is gone becomes an addition; one that brings nothing new, `same`.
    """
    numbers, sizes = await store.numbers_to_add(db, import_id), await store.sizes(db, import_id)
    await check_room(db, owner, len(numbers) + len(sizes))
    merging = _Merging(db, owner, import_id, await book_region(db))
    async with within(db, owner):
        await bring_drafts(db, owner, import_id, numbers, merging.source)
        for first, last in _ranges(sizes.items()):
            await merging.items(await _pending(db, import_id, first, last))
    await close_batch(db, owner, import_id)


async def _pending(db: Db, import_id: UUID, first: int, last: int) -> list[PendingItem]:
    found = await store.to_merge(db, import_id, first, last)
    cards = await draft_cards(db, import_id, [one.n for one in found])
    return [PendingItem(one.n, cards[one.n], one.match_id, one.contact_id) for one in found]


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
        found = await entries(self.db, self.owner, wanted)
        growing = {one.id: NewContact(one.card, one.tags, one) for one in found}
        settled = await asyncio.to_thread(self._grow, due, growing)
        await self._keep_before(growing.values())
        await write_contacts(self.db, self.owner, [*self._writes(growing)])
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
        await keep_before(self.db, self.import_id, others)

    def _writes(self, growing: dict[UUID, NewContact]) -> Iterator[ContactWrite]:
        for contact_id, made in growing.items():
            if made.before is None:
                yield ContactWrite(contact_id, made.card, tags=made.tags, source=self.source)
            elif _is_changed(made):
                yield ContactWrite(contact_id, made.card, tags=made.tags)


def _merge(contact: NewContact, card: Card, region: str) -> bool:
    """Whether the card brings anything new. A tag that its owner took away does not come back."""
    merged = united(contact.card, card, region)
    if merged is contact.card:
        return False
    known = {*contact.tags, *tags_of(contact.card)}
    new = [tag for tag in tags_of(card) if tag not in known]
    contact.tags = (*contact.tags, *new)[: max(MOST_TAGS, len(contact.tags))]
    contact.card = merged
    return True


def _is_changed(contact: NewContact) -> bool:
    return contact.before is not None and contact.card is not contact.before.card
