"""A group gets another home: whatever a town's own people said after the place from which that goes
on, that town says again there, with the same ids: nothing is lost, nothing is doubled.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from leapfrog import chat, identity, towns
from leapfrog.chat_content import MessageDraft
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.town_groups import faces, reading, store, store_claims, store_rows, store_wishes
from leapfrog.town_groups.events import WishedElsewhere
from leapfrog.town_groups.store import TownGroup
from leapfrog.town_groups.store_wishes import WishPlace
from leapfrog.towns import NewDispatch

# With the claim that counts a town keeps which home was before, and since when it counts.
BEFORE, TAKEN = "before", "taken_at"
# So long another claim to follow the same home may still come.
RIVALS = timedelta(days=14)


class NewHome(msgspec.Struct, frozen=True):
    """Which town orders a group from now on, from the row `seq` on, of which `head` is the hash in
    hex; by which claim (with `BEFORE`), none where it is the home of before again.
    """

    home: str
    term: int
    seq: int
    head: str
    claim: dict[str, Any] | None


def kept(claim: dict[str, Any], before: str | None, now: datetime) -> dict[str, Any]:
    """A claim that counts from now on, as it is kept."""
    return {**claim, BEFORE: before, TAKEN: now.isoformat()}


def is_rival(known: dict[str, Any], term: int, now: datetime) -> bool:
    """Whether a claim of this term is to follow the same home as the one that counts: that it was
    silent is known then.
    """
    since = known.get(TAKEN)
    fresh = since is not None and now - datetime.fromisoformat(since) < RIVALS
    return fresh and bool(known["term"] == term)


def home_in(claim: dict[str, Any]) -> NewHome:
    """The home that a claim is for."""
    return NewHome(claim["home"], claim["term"], claim["seq"], claim["head"], claim)


def home_before(claim: dict[str, Any]) -> NewHome:
    """The home that there was before a claim, from the row on from which the two differ."""
    return NewHome(claim[BEFORE], claim["term"] - 1, claim["seq"], claim["head"], None)


async def follow(db: Db, group: TownGroup, to: NewHome) -> None:
    """This town has a copy of what that home orders; its line is held. What people of this town
    said after the place where it begins, they say again.
    """
    again, place = list[MessageDraft](), await store.place(db, group.id)
    upto = min(group.seq, to.seq)
    if place and place.last_seq > upto:
        again = await _own_after(db, group, upto)
        await chat.rewind(db, group.id, upto)
    if group.seq > upto:
        await store_rows.drop_rows(db, group.id, upto)
        await store.moved_on(db, group.id, upto, bytes.fromhex(to.head))
    await store_rows.drop_copies(db, group.id)
    await store_rows.drop_ahead(db, group.id, 2**53)
    await store.set_home(db, group.id, to.home, to.term, to.claim)
    await store_claims.drop(db, group.id)
    await store.set_upto(db, group.id, 0)
    for one in await store.members(db, group.id):
        named = (await faces.faces(db, group.id, [one.person_id])).get(one.person_id)
        if named:
            await store.put_person(db, group.id, named.pid, one.person_id)
    await chat.set_copy(db, group.id, copy=True)
    for draft in again:
        wish = WishPlace(group.id, draft.sender_id, draft.client_id)
        if await store_wishes.add(db, wish, msgspec.to_builtins(draft), None):
            # Nothing else holds them since the rows are taken out.
            files = reading.files_of(draft)
            await chat.keep_waiting_files(db, group.id, files, waiting=True)
    await store_wishes.send_again(db, group.id)
    await announce(db, WishedElsewhere(group.id))
    ask = NewDispatch("g.from", {"group": str(group.id), "seq": upto})
    await towns.write_dispatches(db, to.home, [ask])


async def _own_after(db: Db, group: TownGroup, seq: int) -> list[MessageDraft]:
    """What people of this town said after a row, as it was said."""
    found = list[MessageDraft]()
    for one in await store_rows.log(db, group.id, seq, 2000):
        person = (await identity.named(db, [one.sender_id])).get(one.sender_id)
        if person is None or person.kind != "person" or one.kind == "system" or one.recalled:
            continue
        if one.ref and one.ref > seq and one.kind in chat.EVENTS:
            # It changes what has no place any more.
            continue
        found.append(
            MessageDraft(
                conversation_id=group.id,
                sender_id=one.sender_id,
                client_id=one.client_id,
                body=one.body,
                kind=one.kind,  # type: ignore[arg-type]
                ref=one.ref if one.ref and one.ref <= seq else None,
                mentions=tuple(one.mentions or ()),
                meta=one.meta,
                at=one.created_at,
            )
        )
    return found
