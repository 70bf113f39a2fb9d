"""Merges: two contacts of one book become one by hand, and two again."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Card
from leapfrog.contacts import (
    book,
    circles,
    living,
    rows,
    store,
    store_circles,
    store_merges,
    store_sharing,
)
from leapfrog.contacts.errors import ContactIdUsed, MergeEdited, NoMerge, TwoPeople, UidTaken
from leapfrog.contacts.merge_undo import parted, united
from leapfrog.contacts.model import (
    ContactDetail,
    ContactEntry,
    ContactRow,
    ContactWrite,
    card_of,
    card_rows,
)
from leapfrog.contacts.store_merges import Merge, MergeDraft, MergeRow
from leapfrog.contacts.union import union
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

MOST_ALIKE = 10
MOST_PAIRS = 100

# What two contacts may have in common, best first.
KINDS = ("phone", "email", "name")


class Pair(msgspec.Struct, frozen=True):
    """Two contacts that may be one; `on`: "phone", "email", "name"."""

    contacts: tuple[ContactRow, ContactRow]
    on: list[str]


async def duplicates(db: Db, owner: UUID) -> list[Pair]:
    """Pairs that share a phone, an e-mail or a name, the likeliest first; not two persons."""
    found = await store_merges.duplicates(db, owner, MOST_ALIKE, MOST_PAIRS)
    ids = {one.one_id for one in found} | {one.other_id for one in found}
    shown = await rows.rows(db, owner, ids)
    return [
        Pair((shown[one.one_id], shown[one.other_id]), [on for on in KINDS if on in one.kinds])
        for one in found
    ]


async def mine(db: Db, owner: UUID) -> list[Merge]:
    """The newest first."""
    return await store_merges.mine(db, owner)


async def merge(db: Db, owner: UUID, merge_id: UUID, keep: UUID, absorb: UUID) -> None:
    """`keep` gets all that `absorb` has, which then is gone. Twice is one operation.

    Card, tags, circles, notes and open invitations are united, of two names and remarks the kept
    one's stays (the other remark goes into the note). If one of both is a person, the kept one is
    that person. Raises `NoMerge` for an id of another owner, `ContactIdUsed`, `Invalid`,
    `NoContact`, `TwoPeople`.
    """
    if keep == absorb:
        raise Invalid("These are the same contact.")
    await _hold(db, owner, keep, absorb)
    before = await store_merges.find(db, merge_id)
    if before:
        _check_same(before, owner, keep, absorb)
        return
    kept, absorbed = [await book.entry(db, owner, one) for one in (keep, absorb)]
    if kept.person_id and absorbed.person_id and kept.person_id != absorbed.person_id:
        raise TwoPeople
    images = [await _image(db, kept), await _image(db, absorbed)]
    if not await store_merges.merge(db, merge_id, MergeDraft(owner, keep, absorb, *images)):
        raise ContactIdUsed
    async with living.changing(db, owner, _people(kept, absorbed)):
        await _unite(db, kept, absorbed, images)
    await store_merges.note_after(db, merge_id)


def _check_same(found: MergeRow, owner: UUID, keep: UUID, absorb: UUID) -> None:
    if found.owner_id != owner:
        raise NoMerge
    if (found.keep_id, found.absorbed_id) != (keep, absorb):
        raise ContactIdUsed


async def _hold(db: Db, owner: UUID, *contacts: UUID) -> None:
    """Nobody else changes these until the end of the transaction."""
    await store.hold(db, [owner])
    await store.locked(db, owner, contacts)


def _people(*entries: ContactEntry) -> list[UUID]:
    return [entry.person_id for entry in entries if entry.person_id]


async def _image(db: Db, entry: ContactEntry) -> dict[str, Any]:
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
        "shown": await store_sharing.shown(db, entry.owner_id, entry.id),
        "invitations": await store_merges.invitations(db, entry.owner_id, entry.id),
    }


async def _unite(
    db: Db, kept: ContactEntry, absorbed: ContactEntry, images: list[dict[str, Any]]
) -> None:
    owner = kept.owner_id
    await store.bury(db, owner, [absorbed.id])
    if absorbed.person_id:
        connected = kept.connected or absorbed.connected
        await store_merges.adopt(db, owner, kept.id, absorbed.person_id, connected)
        shown = images[0]["shown"] or images[1]["shown"]
        await store_sharing.keep_shown(db, owner, {kept.id: shown})
    found = united(*images)
    await store_circles.place(db, kept.id, found["circles"])
    await store_merges.move_invitations(db, owner, images[1]["invitations"], kept.id)
    card = union(kept.card, absorbed.card, await book.region(db))
    await book.write(db, owner, [_write(kept.id, card, found)])


def _write(contact_id: UUID, card: Card, found: dict[str, Any], **more: Any) -> ContactWrite:
    return ContactWrite(
        contact_id,
        card,
        remark=found["remark"],
        note=found["note"],
        tags=tuple(found["tags"]),
        starred=found["starred"],
        **more,
    )


async def undo(db: Db, owner: UUID, merge_id: UUID) -> MergeRow:
    """Makes two of one again. Twice is one operation.

    Both are as they were, but what was edited since stays with the one that was kept. Raises
    `NoMerge`; `MergeEdited` when the kept one is gone, was merged on, or is another person now;
    `UidTaken` when the absorbed one's UID is another's now.
    """
    await store.hold(db, [owner])
    found = await store_merges.find(db, merge_id)
    if found is None or found.owner_id != owner:
        raise NoMerge
    if found.undone_at:
        return found
    kept, absorbed = await _parted(db, owner, merge_id, found)
    if await book.by_uid(db, owner, absorbed["uid"]):
        raise UidTaken
    people = {kept["person_id"], absorbed["person_id"]} - {None}
    async with living.changing(db, owner, [UUID(person) for person in people]):
        await store_merges.orphan(db, owner, found.keep_id)
        await _restore(db, owner, found.keep_id, kept)
        await _restore(db, owner, found.absorbed_id, absorbed)
    await store_merges.undone(db, merge_id)
    stream.tell(db, (owner,), living.CHANGED)
    return found


async def _parted(
    db: Db, owner: UUID, merge_id: UUID, found: MergeRow
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What both are to be."""
    kept, absorbed = found.keep_before, found.absorbed_before
    state = await store_merges.state(db, merge_id)
    if not state.one:
        raise MergeEdited
    if state.untouched:
        return kept, absorbed
    now = msgspec.to_builtins(await _image(db, await book.entry(db, owner, found.keep_id)))
    if now["person_id"] != (kept["person_id"] or absorbed["person_id"]):
        raise MergeEdited
    both = parted(kept, absorbed, now, await book.region(db)), absorbed
    # Whom they know is as it is now, whichever of both it is.
    kept, absorbed = [
        one | {"connected": now["connected"] if one["person_id"] else one["connected"]}
        for one in both
    ]
    return kept, absorbed


async def _restore(db: Db, owner: UUID, contact_id: UUID, image: dict[str, Any]) -> None:
    person = UUID(image["person_id"]) if image["person_id"] else None
    await store_merges.adopt(db, owner, contact_id, person, image["connected"])
    # Merges of before the town kept it have nothing of it.
    shown = msgspec.convert(image.get("shown", []), list[ContactDetail])
    await store_sharing.keep_shown(db, owner, {contact_id: shown})
    places = await store_circles.mine(db, owner, [UUID(place) for place in image["circles"]])
    await store_circles.place(db, contact_id, [*places])
    ids = [UUID(invitation) for invitation in image["invitations"]]
    await store_merges.move_invitations(db, owner, ids, contact_id)
    before = _write(
        contact_id, card_of(image["card"]), image, uid=image["uid"], source=image["source"]
    )
    await book.write(db, owner, [before])
