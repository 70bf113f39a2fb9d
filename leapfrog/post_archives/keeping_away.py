"""Whom one did not want to hear of elsewhere, one does not hear of here: blocks, mutes and domains
of an archive hold once it is let in; of people who are not here yet, once they are.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import contacts, mutes
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.post_archives import store_traces, traces
from leapfrog.post_archives.formats import ArchivedTrace

KINDS = frozenset(("block", "mute", "domain"))


async def bring_traces(
    db: Db, owner: UUID, source: str, import_id: UUID, found: Sequence[ArchivedTrace]
) -> int:
    """Keeps what was done elsewhere; what holds here holds at once. Answers how many were new."""
    new = await traces.keep(db, owner, source, import_id, found)
    await hold(db, owner, found)
    return new


async def hold(db: Db, owner: UUID, found: Sequence[ArchivedTrace]) -> None:
    """Those of these that can hold by now do."""
    away = [one for one in found if one.kind in KINDS]
    people = await traces.people(db, [one.value for one in away if one.kind != "domain"])
    for one in away:
        who = people.get(one.value)
        if one.kind == "domain" or who:
            await _hold(db, owner, one.kind, one.value, who.id if who else None)


async def met(db: Db, person_id: UUID) -> None:
    """Somebody of another town is here for the first time."""
    address = (await named(db, [person_id]))[person_id].address
    for owner, kind, value in await store_traces.against(db, address):
        await _hold(db, owner, kind, value, person_id)


async def _hold(db: Db, owner: UUID, kind: str, value: str, who: UUID | None) -> None:
    """Contacts stay: whatever was between them, it is over."""
    if who and (who == owner or await contacts.connected(db, owner, who)):
        return
    try:
        if kind == "block":
            assert who is not None
            new = await contacts.block(db, owner, who)
        elif who:
            new = await mutes.add(db, owner, "person", str(who))
        else:
            new = await mutes.add(db, owner, "domain", value)
    except Problem:
        return
    if new:
        await store_traces.hold(db, owner, kind, value)


async def let_go(db: Db, owner: UUID, import_id: UUID) -> None:
    """What holds because of this archive does so no more."""
    found = await store_traces.held(db, owner, import_id)
    people = await traces.people(db, [value for kind, value in found if kind != "domain"])
    for kind, value in found:
        who = people.get(value)
        if kind == "domain":
            await mutes.drop(db, owner, "domain", value)
        elif who and kind == "mute":
            await mutes.drop(db, owner, "person", str(who.id))
        elif who:
            await contacts.unblock(db, owner, who.id)
