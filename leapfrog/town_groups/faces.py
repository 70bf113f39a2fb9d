"""Who is meant in a group: each town has its own ids of people, and all know them by their pids."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from leapfrog import chat, identity, towns
from leapfrog.chat_content import CopiedMember
from leapfrog.identity import InvalidHomeRecord, Person
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import base64url
from leapfrog.town_groups import store, store_moved
from leapfrog.town_groups.model import Face, MemberFace


async def faces(db: Db, group_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Face]:
    """Those of these people who can be named to other towns: all but who was erased."""
    people = await identity.named(db, sorted(set(ids)))
    known = await identity.pids_of(db, people)
    found = dict[UUID, Face]()
    # In one order, as a record that is made anew is locked.
    for who in sorted(people):
        person, pid = people[who], known.get(who)
        if pid is None and person.kind == "person":
            pid, _ = await towns.home_of(db, who)
        elif pid is None:
            pid = await store.pid_of(db, group_id, who)
        if pid:
            found[who] = Face(pid, person.address, person.display_name)
    return found


async def member_faces(db: Db, group_id: UUID) -> list[MemberFace]:
    """All who are in a group now."""
    rows = await store.members(db, group_id)
    named = await faces(db, group_id, [one.person_id for one in rows])
    return [
        MemberFace(
            pid=face.pid,
            address=face.address,
            name=face.name,
            role=one.role,
            card=one.card,
            since=one.joined_at or db.now,
        )
        for one in rows
        if (face := named.get(one.person_id))
    ]


async def met(db: Db, group_id: UUID, face: Face) -> Person | None:
    """Who this is here: of this town only who has this pid; of another one whoever is known by it,
    or has the address. None for who cannot be. Raises `Invalid`, `NotFound`.
    """
    known = await store.person(db, group_id, face.pid) or await identity.person_of_pid(db, face.pid)
    if known:
        return (await identity.named(db, [known])).get(known)
    domain = face.address.rpartition("@")[2]
    if "@" not in face.address or await identity.is_here(db, domain):
        return None
    person = await identity.remote(db, new_id(), face.address.lower(), face.name[:200])
    return person if person.kind == "remote" else None


async def person_of(db: Db, group_id: UUID, pid: str) -> UUID | None:
    """Somebody who was named before."""
    return await store.person(db, group_id, pid) or await identity.person_of_pid(db, pid)


def domain_of(person: Person) -> str:
    """Of the town in which somebody lives; empty of who lives here."""
    return person.address.rpartition("@")[2] if person.kind == "remote" else ""


async def with_home(db: Db, face: Face, person_id: UUID) -> Face:
    """With their home record, of who lived elsewhere before."""
    found = await identity.own_home_of(db, person_id)
    if found is None or not found.record.get("was"):
        return face
    return msgspec.structs.replace(face, home=found.record)


async def follow(db: Db, group_id: UUID, face: Face) -> None:
    """Who is known elsewhere moved, as the record says that their own key signed: whoever is known
    by that key is known to live there now; who was only noted at an address is somebody at the new
    one from now on, in this group alone. Raises `Invalid`, `NotFound`.
    """
    try:
        record = identity.check_home(face.home).record
    except InvalidHomeRecord:
        return
    known = await person_of(db, group_id, face.pid)
    person = (await identity.named(db, [known])).get(known) if known else None
    domain = record.address.rpartition("@")[2]
    if (record.pid, record.address) != (face.pid, face.address) or person is None:
        return
    if person.kind != "remote" or await identity.is_here(db, domain):
        return
    if await identity.person_of_pid(db, face.pid):
        await identity.meet_home(db, face.home, None)
    elif person.address != record.address:
        other = await identity.remote(db, new_id(), record.address, face.name[:200])
        await replace(db, group_id, person.id, other.id, face.pid)


async def replace(db: Db, group_id: UUID, before: UUID, after: UUID, pid: str) -> bool:
    """Who was only noted at an address is known as another one, in a group. False where one of the
    two is somebody else by their key, and nothing is done.
    """
    known = await identity.pids_of(db, [before, after])
    member = {one.person_id: one for one in await store.members(db, group_id)}.get(before)
    if before in known or known.get(after, pid) != pid or member is None:
        return False
    place = await store.place(db, group_id)
    since = member.joined_at or db.now
    now = CopiedMember(after, member.role, member.card, since)
    await chat.copy_members(db, group_id, [now], place.last_seq if place else 0)
    await chat.end_copy(db, group_id, [before])
    await store_moved.renamed_in(db, group_id, pid, after)
    return True


async def keys_of(db: Db, domain: str) -> Mapping[str, str]:
    """By their ids, in base64url, the keys by which a town vouches for what its people say; of an
    empty domain this town's. Empty while those of another one are not known.
    """
    if domain:
        return await towns.keys_of(db, domain)
    own = await towns.own_key(db)
    return {own.id: base64url(own.public)}


async def town_of(db: Db, person: Person) -> str:
    """By the key of which town what somebody says must be signed: that of the record that their own
    key signed last; empty of who lives here.
    """
    if person.kind != "remote":
        return ""
    found = await identity.own_home_of(db, person.id)
    return str(found.record["address"]).rpartition("@")[2] if found else domain_of(person)
