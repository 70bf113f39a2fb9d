"""Applying an import: all that was decided comes into the book in one transaction."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import book
from leapfrog.contacts import store as contacts_store
from leapfrog.contacts.editing import LONGEST_TAG, MOST_CONTACTS, MOST_TAGS
from leapfrog.contacts.formats import Card, categories
from leapfrog.contacts.imports import store
from leapfrog.contacts.imports.errors import ImportUndone, NoImport
from leapfrog.contacts.imports.model import Due, Import, Settled
from leapfrog.contacts.imports.reading import MOST_BYTES, MOST_CARDS
from leapfrog.contacts.imports.review import one
from leapfrog.contacts.model import Entry, Write
from leapfrog.contacts.union import union
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id

# What services call everybody, so that it says nothing of anybody.
NO_TAGS = frozenset({"mycontacts", "* mycontacts", "starred", "* starred"})


async def apply(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Adds and merges as decided. Twice is one deed. Raises `NoImport`, `ImportUndone`, `Invalid`
    when the book would get too full.

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
    sizes = await store.sizes(db, import_id)
    if await contacts_store.count(db, owner) + len(sizes) > MOST_CONTACTS:
        raise Invalid(f"A book has at most {MOST_CONTACTS:,} contacts.")
    applying = _Applying(db, owner, import_id, await book.region(db))
    for first, last in _ranges(sizes):
        await applying.items(await store.due(db, import_id, first, last))
    await store.applied(db, import_id)


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


class Growing(msgspec.Struct):
    """A contact with what items add to it. `before`: as it was in the book; None for a new one."""

    card: Card
    tags: tuple[str, ...]
    before: Entry | None = None


class _Applying:
    """One import on its way into the book."""

    def __init__(self, db: Db, owner: UUID, import_id: UUID, region: str) -> None:
        self.db, self.owner, self.import_id, self.region = db, owner, import_id, region
        self.source = f"import:{import_id}"
        # Where cards go whose match was not added after all.
        self.instead: dict[UUID, UUID] = {}

    async def items(self, due: Sequence[Due]) -> None:
        """Applies some items, in their order."""
        wanted = {target for item in due if (target := self._target(item))}
        entries = await book.entries(self.db, self.owner, wanted)
        growing = {one.id: Growing(one.card, one.tags, one) for one in entries}
        settled = await asyncio.to_thread(self._grow, due, growing)
        await self._keep_before(growing.values())
        await book.write(self.db, self.owner, [*self._writes(growing)])
        await store.settle(self.db, self.import_id, settled)

    def _target(self, item: Due) -> UUID | None:
        """The contact to merge into; None for an addition."""
        if item.decision != "merge" or item.match_id is None:
            return None
        return self.instead.get(item.match_id, item.match_id)

    def _grow(self, due: Sequence[Due], growing: dict[UUID, Growing]) -> list[Settled]:
        """Works out what the contacts become; answers what was decided otherwise on the way."""
        settled = []
        for item in due:
            target = self._target(item)
            contact = growing.get(target) if target else None
            if target and contact:
                adds = _merge(contact, item.card, self.region)
                settled.append(Settled(item.n, "merge" if adds else "same", target))
            else:
                added = item.contact_id or new_id()
                growing[added] = Growing(item.card, tags_of(item.card))
                if target and item.match_id:
                    self.instead[item.match_id] = added
                if item.contact_id != added or item.decision != "add":
                    settled.append(Settled(item.n, "add", added))
        return settled

    async def _keep_before(self, growing: Iterable[Growing]) -> None:
        touched = [grown.before for grown in growing if grown.before and _is_changed(grown)]
        others = [entry for entry in touched if entry.source != self.source]
        await store.keep_before(self.db, self.import_id, others)

    def _writes(self, growing: dict[UUID, Growing]) -> Iterator[Write]:
        for contact_id, made in growing.items():
            if made.before is None:
                yield Write(contact_id, made.card, tags=made.tags, source=self.source)
            elif _is_changed(made):
                yield Write(contact_id, made.card, tags=made.tags)


def _merge(contact: Growing, card: Card, region: str) -> bool:
    """Whether the card brings anything new. A tag that its owner took away does not come back."""
    merged = union(contact.card, card, region)
    if merged is contact.card:
        return False
    known = {*contact.tags, *tags_of(contact.card)}
    new = [tag for tag in tags_of(card) if tag not in known]
    contact.tags = (*contact.tags, *new)[: max(MOST_TAGS, len(contact.tags))]
    contact.card = merged
    return True


def _is_changed(contact: Growing) -> bool:
    return contact.before is not None and contact.card is not contact.before.card


def tags_of(card: Card) -> tuple[str, ...]:
    """What a card's categories are as tags; the card keeps them all as they are."""
    shown = (" ".join(word.split()) for word in categories(card))
    kept = (word for word in shown if word.lower() not in NO_TAGS and len(word) <= LONGEST_TAG)
    return tuple(dict.fromkeys(kept))[:MOST_TAGS]
