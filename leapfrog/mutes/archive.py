"""The record sets of mutes: people are named by their address."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import addresses, person_at
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.mutes import muting, store
from leapfrog.mutes.store import Kind, MomentsRule, Mute


class MuteRecord(msgspec.Struct, frozen=True):
    """`value` is a person's address, a word, a topic or a domain."""

    kind: Kind
    value: str
    until: datetime | None = None


class MomentsRuleRecord(msgspec.Struct, frozen=True):
    address: str
    name: str
    hide_theirs: bool
    hide_mine: bool


async def export_mutes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await store.mine(db, person_id, db.now)
    people = await addresses(db, [UUID(one.value) for one in found if one.kind == "person"])
    for one in found:
        value = one.value
        if one.kind == "person":
            them = people.get(UUID(one.value))
            value = them.address if them else ""
        yield msgspec.to_builtins(MuteRecord(one.kind, value, one.until))


async def restore_mutes(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    new = 0
    for kept in msgspec.convert(records, list[MuteRecord])[: muting.MOST]:
        value: UUID | str | None = kept.value
        if kept.kind == "person":
            value = await person_at(db, kept.value, "")
        if value and (kept.until is None or kept.until > db.now):
            await store.put(db, person_id, Mute(kept.kind, str(value), kept.until), db.now)
            new += 1
    return restored(new, records, len(records) - new, "not_possible")


async def erase_mutes(db: Db, person_id: UUID) -> int:
    """Also those of others that are for this person."""
    await store.forget(db, person_id)
    return await store.erase(db, person_id)


async def export_rules(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await store.rules(db, person_id)
    people = await addresses(db, [one.person_id for one in found])
    for one in found:
        them = people[one.person_id]
        kept = MomentsRuleRecord(them.address, them.name, one.hide_theirs, one.hide_mine)
        yield msgspec.to_builtins(kept)


async def restore_rules(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    new = 0
    for kept in msgspec.convert(records, list[MomentsRuleRecord]):
        them = await person_at(db, kept.address, kept.name)
        if them and them != person_id:
            await store.rule(db, person_id, MomentsRule(them, kept.hide_theirs, kept.hide_mine))
            new += 1
    return restored(new, records, len(records) - new, "not_possible")


async def erase_rules(db: Db, person_id: UUID) -> int:
    return await store.erase_rules(db, person_id)


RECORD_SETS = [
    RecordSet("post_mutes", export_mutes, restore_mutes, erase_mutes),
    RecordSet("post_rules", export_rules, restore_rules, erase_rules),
]
