"""Merges: two contacts of one book become one by hand, and two again."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contacts import book, circles, living, rows, store, store_circles, store_merges
from leapfrog.contacts.errors import IdTaken, MergeEdited, NoMerge, TwoPeople, UidTaken
from leapfrog.contacts.model import ContactRow, Entry, Write, card_of, card_rows
from leapfrog.contacts.store_merges import Merge, Stored
from leapfrog.contacts.union import union
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

MOST_ALIKE = 10
MOST_PAIRS = 100


class Pair(msgspec.Struct, frozen=True):
    """Two contacts that may be one; `on`: "phone", "email", "name"."""

    contacts: tuple[ContactRow, ContactRow]
    on: list[str]


async def duplicates(db: Db, owner: UUID) -> list[Pair]:
    """Pairs that share a phone, an e-mail or a name, the likeliest first; not two persons."""
    found = await store_merges.duplicates(db, owner, MOST_ALIKE, MOST_PAIRS)
    shown = await rows.rows(db, owner, {contact for pair in found for contact in pair[:2]})
    return [Pair((shown[one], shown[other]), on) for one, other, on in found]


async def mine(db: Db, owner: UUID) -> list[Merge]:
    """The newest first."""
    return await store_merges.mine(db, owner)


async def merge(db: Db, owner: UUID, merge_id: UUID, keep: UUID, absorb: UUID) -> None:
    """`keep` gets all that `absorb` has, which then is gone. Twice is one deed.

    Card, tags, circles, notes and open invitations are united, of two names and remarks the kept
    one's stays (the other remark goes into the note). If one of both is a person, the kept one is
    that person. Raises `NoMerge` for an id of another owner, `IdTaken`, `Invalid`, `NoContact`,
    `TwoPeople`.
    """
    if keep == absorb:
        raise Invalid("These are the same contact.")
    await _hold(db, owner, keep, absorb)
    before = await store_merges.find(db, merge_id)
    if before:
        _check_same(before, owner, (keep, absorb))
        return
    kept, absorbed = [await book.entry(db, owner, one) for one in (keep, absorb)]
    if kept.person_id and absorbed.person_id and kept.person_id != absorbed.person_id:
        raise TwoPeople
    images = [await _image(db, kept), await _image(db, absorbed)]
    if not await store_merges.merge(db, owner, merge_id, (keep, absorb), images):
        raise IdTaken
    async with living.changing(db, owner, _people(kept, absorbed)):
        await _unite(db, kept, absorbed, images)
    await store_merges.note_after(db, merge_id)


def _check_same(found: Stored, owner: UUID, pair: tuple[UUID, UUID]) -> None:
    if found.owner_id != owner:
        raise NoMerge
    if (found.keep_id, found.absorbed_id) != pair:
        raise IdTaken


async def _hold(db: Db, owner: UUID, *contacts: UUID) -> None:
    """Nobody else changes these until the end of the transaction."""
    await store.hold(db, [owner])
    await store.locked(db, owner, contacts)


def _people(*entries: Entry) -> list[UUID]:
    return [entry.person_id for entry in entries if entry.person_id]


async def _image(db: Db, entry: Entry) -> dict[str, Any]:
    """All that is the owner's of a contact, to be given back."""
    places = await circles.of(db, entry.owner_id, [entry.id])
    return {
        "card": card_rows(entry.card),
        "uid": entry.uid,
        "name": entry.name,
        "remark": entry.remark,
        "note": entry.note,
        "tags": list(entry.tags),
        "starred": entry.starred,
        "source": entry.source,
        "person_id": entry.person_id,
        "connected": entry.connected,
        "circles": places.get(entry.id, []),
        "invitations": await store_merges.invitations(db, entry.owner_id, entry.id),
    }


async def _unite(db: Db, kept: Entry, absorbed: Entry, images: list[dict[str, Any]]) -> None:
    owner = kept.owner_id
    await store.bury(db, owner, [absorbed.id])
    if absorbed.person_id:
        connected = kept.connected or absorbed.connected
        await store_merges.adopt(db, owner, kept.id, absorbed.person_id, connected)
    places = dict.fromkeys([*images[0]["circles"], *images[1]["circles"]])
    await store_circles.place(db, kept.id, [*places])
    await store_merges.move_invitations(db, owner, images[1]["invitations"], kept.id)
    united = Write(
        kept.id,
        union(kept.card, absorbed.card, await book.region(db)),
        remark=kept.remark or absorbed.remark,
        note=_notes(kept, absorbed),
        tags=tuple(dict.fromkeys([*kept.tags, *absorbed.tags])),
        starred=kept.starred or absorbed.starred,
    )
    await book.write(db, owner, [united])


def _notes(kept: Entry, absorbed: Entry) -> str:
    """Both notes, each once, with the remark that is shown no longer."""
    found = [kept.note]
    if kept.remark and absorbed.remark not in (kept.remark, ""):
        found.append(absorbed.remark)
    if absorbed.note not in kept.note:
        found.append(absorbed.note)
    return "\n\n".join(filter(None, found))


async def undo(db: Db, owner: UUID, merge_id: UUID) -> Stored:
    """Makes two of one again, as they were. Twice is one deed.

    Raises `NoMerge`, and `MergeEdited` when the contact was changed since: what was added to it
    could belong to either. Raises `UidTaken` when the absorbed one's UID is another's now.
    """
    await store.hold(db, [owner])
    found = await store_merges.find(db, merge_id)
    if found is None or found.owner_id != owner:
        raise NoMerge
    if found.undone_at:
        return found
    if not await store_merges.is_untouched(db, merge_id):
        raise MergeEdited
    if await book.by_uid(db, owner, found.absorbed_before["uid"]):
        raise UidTaken
    people = {found.keep_before["person_id"], found.absorbed_before["person_id"]} - {None}
    async with living.changing(db, owner, [UUID(person) for person in people]):
        await store_merges.orphan(db, owner, found.keep_id)
        await _restore(db, owner, found.keep_id, found.keep_before)
        await _restore(db, owner, found.absorbed_id, found.absorbed_before)
    await store_merges.undone(db, merge_id)
    stream.tell(db, (owner,), living.CHANGED)
    return found


async def _restore(db: Db, owner: UUID, contact_id: UUID, image: dict[str, Any]) -> None:
    person = UUID(image["person_id"]) if image["person_id"] else None
    await store_merges.adopt(db, owner, contact_id, person, image["connected"])
    places = await store_circles.mine(db, owner, [UUID(place) for place in image["circles"]])
    await store_circles.place(db, contact_id, [*places])
    ids = [UUID(invitation) for invitation in image["invitations"]]
    await store_merges.move_invitations(db, owner, ids, contact_id)
    before = Write(
        contact_id,
        card_of(image["card"]),
        uid=image["uid"],
        remark=image["remark"],
        note=image["note"],
        tags=tuple(image["tags"]),
        starred=image["starred"],
        source=image["source"],
    )
    await book.write(db, owner, [before])
