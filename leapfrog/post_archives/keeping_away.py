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
from leapfrog.post_archives.store_traces import TraceKey

KINDS = frozenset(("block", "mute", "domain"))


async def bring_traces(
    db: Db, owner: UUID, source: str, import_id: UUID, found: Sequence[ArchivedTrace]
) -> int:
    """Keeps likes, follows, blocks and mutes that an archive of another network tells; blocks and
    mutes of who is known here are in force at once. Answers how many were new.
    """
    new = await traces.keep(db, owner, source, import_id, found)
    await hold(db, owner, found)
    return new


async def hold(db: Db, owner: UUID, found: Sequence[ArchivedTrace]) -> None:
    """Those of these that can hold by now do."""
    away = [one for one in found if one.kind in KINDS]
    people = await traces.people(db, [one.value for one in away if one.kind != "domain"])
    held = []
    for one in away:
        who, key = people.get(one.value), TraceKey(one.kind, one.value)
        here = one.kind == "domain" or who is not None
        if here and await _holds(db, owner, key, who.id if who else None):
            held.append(key)
    await store_traces.hold(db, owner, held)


async def met(db: Db, person_id: UUID) -> None:
    """Called when a person of another town is noted for the first time: blocks and mutes against
    them out of people's archives are in force from now on.
    """
    address = (await named(db, [person_id]))[person_id].address
    for one in await store_traces.against(db, address):
        key = TraceKey(one.kind, one.value)
        if await _holds(db, one.owner_id, key, person_id):
            await store_traces.hold(db, one.owner_id, [key])


async def _holds(db: Db, owner: UUID, trace: TraceKey, who: UUID | None) -> bool:
    """Whether it holds from now on. Contacts stay: whatever was between them, it is over."""
    if who and (who == owner or await contacts.connected(db, owner, who)):
        return False
    try:
        if trace.kind == "block":
            assert who is not None
            return await contacts.block(db, owner, who)
        if who:
            return await mutes.add(db, owner, "person", str(who))
        return await mutes.add(db, owner, "domain", trace.value)
    except Problem:
        return False


async def let_go(db: Db, owner: UUID, import_id: UUID) -> None:
    """What holds because of this archive does so no more."""
    found = await store_traces.held(db, owner, import_id)
    people = await traces.people(db, [one.value for one in found if one.kind != "domain"])
    for one in found:
        who = people.get(one.value)
        if one.kind == "domain":
            await mutes.drop(db, owner, "domain", one.value)
        elif who and one.kind == "mute":
            await mutes.drop(db, owner, "person", str(who.id))
        elif who:
            await contacts.unblock(db, owner, who.id)
