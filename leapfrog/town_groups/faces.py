"""Who is meant in a group: each town has its own ids of people, and all know them by their pids."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import identity, towns
from leapfrog.identity import Person
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.town_groups import store
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
