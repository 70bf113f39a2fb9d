"""SQL of groups with people of several towns."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import Role
from leapfrog.kernel.db import Db
from leapfrog.town_groups.model import SignedSay

GROUP = "g.id, g.home, g.seq, g.head, g.upto, g.term"
ONE = f"select {GROUP} from town_groups_group g where g.id = $1"
LOCKED = f"{ONE} for update"
MAKE = """
insert into town_groups_group (id, home, seq, head, upto, made_at) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do nothing
"""
MOVED_ON = "update town_groups_group set seq = $2, head = $3 where id = $1"
BEGIN_ANEW = """
update town_groups_group set home = $2, seq = $3, head = $4, upto = $5 where id = $1
"""
MADE_SINCE = "select count(*) from town_groups_group where home = $1 and made_at > $2"
PLACE = "select kind, copy, last_seq from chat_conversation where id = $1"
GROUPS = """
select id from chat_conversation where id = any($1::uuid[]) and kind = 'group' order by id
"""
# By town, who of it is in a group, and from where on they see it; but for who moved there, and is
# not there yet.
DOMAINS = """
select p.domain, min(greatest(m.hidden_to, coalesce(t.since, 0))) as since from chat_member m
join identity_person p on p.id = m.person_id and p.kind = 'remote'
left join town_groups_moved t on (t.group_id, t.person_id) = (m.conversation_id, m.person_id)
where m.conversation_id = $1 and m.until_seq is null and (t.group_id is null or t.since is not null)
group by 1 order by 1
"""
# Up to where somebody of a town that has nobody in it any more was to see it.
LAST_OF = """
select max(m.until_seq) from chat_member m
join identity_person p on p.id = m.person_id and p.domain = $2
where m.conversation_id = $1
"""
MEMBERS = """
select m.person_id, m.role, m.name as card, m.joined_at from chat_member m
where m.conversation_id = $1 and m.until_seq is null
order by m.joined_at, m.person_id
"""
PUT_PERSON = """
insert into town_groups_person (group_id, pid, person_id) values ($1, $2, $3)
on conflict (group_id, pid) do nothing
"""
PID = "select pid from town_groups_person where (group_id, person_id) = ($1, $2) limit 1"
ABOUT = """
select g.name, g.announcement, g.joining, g.adding, c.muted_all from chat_group g
join chat_conversation c on c.id = g.conversation_id where c.id = $1
"""
PERSON = "select person_id from town_groups_person where (group_id, pid) = ($1, $2)"
PUT_ADDED = "update town_groups_person set added = $3 where (group_id, pid) = ($1, $2)"
ADDED = """
select pid, added from town_groups_person
where group_id = $1 and pid = any($2::text[]) and added is not null
"""
SET_HOME = "update town_groups_group set home = $2, term = $3, claim = $4 where id = $1"
SET_UPTO = "update town_groups_group set upto = $2 where id = $1"
WENT_ON = """
select exists (
    select from chat_message m join identity_person p on p.id = m.sender_id and p.kind = 'person'
    where m.conversation_id = $1 and m.created_at > $2 and m.created_at < $3
        and m.imported is null
)
"""
PICTURE_IS_OF = """
update town_groups_group set picture_at = $3
where (id, home) = ($1, $2) and (picture_at is null or picture_at < $3)
"""
CLAIM = "select claim from town_groups_group where id = $1"
# Copies in which somebody of this town is; groups in which they spoke.
COPIES_OF = f"""
select {GROUP} from town_groups_group g
join chat_member m on m.conversation_id = g.id and m.person_id = $1 and m.until_seq is null
where g.home is not null order by g.id
"""
SPOKEN_IN = """
select g.id from town_groups_group g
join chat_member m on m.conversation_id = g.id and m.person_id = $1 order by 1
"""
REACHED = """
select delivered_seq as got, read_seq as read from chat_member
where (conversation_id, person_id) = ($1, $2) and until_seq is null
"""
OWNER = "select made_by from chat_group where conversation_id = $1"
OWN_LEFT = """
select count(*) from chat_member m join identity_person p on p.id = m.person_id
where m.conversation_id = $1 and m.until_seq is null and p.kind = 'person'
"""


class GroupReached(msgspec.Struct, frozen=True):
    """Up to which row somebody has a group on a device, and read it."""

    got: int
    read: int


class TownGroup(msgspec.Struct, frozen=True):
    """A group with people of several towns; `home`: the town that orders it, None for this one."""

    id: UUID
    home: str | None
    seq: int
    head: bytes
    upto: int
    term: int


class GroupPlace(msgspec.Struct, frozen=True):
    """A conversation, and whether another town orders it."""

    kind: str
    copy: bool
    last_seq: int


class TownInGroup(msgspec.Struct, frozen=True):
    """A town of which people are in a group, who see what comes after `since`."""

    domain: str
    since: int


class GroupMemberRow(msgspec.Struct, frozen=True):
    """Somebody who is in a group."""

    person_id: UUID
    role: Role
    card: str
    joined_at: datetime | None


async def went_on(db: Db, group_id: UUID, since: datetime, until: datetime) -> bool:
    """Whether somebody who lives here said or did something in a group in this time."""
    return bool(await db.value(WENT_ON, group_id, since, until))


async def picture_is_of(db: Db, group_id: UUID, home: str, at: datetime) -> bool:
    """The copy shows what its home showed then; False where it shows a later one, or has another
    home.
    """
    return await db.run(PICTURE_IS_OF, group_id, home, at) == 1


async def one(db: Db, group_id: UUID) -> TownGroup | None:
    return await db.one_as(TownGroup, ONE, group_id)


async def locked(db: Db, group_id: UUID) -> TownGroup | None:
    return await db.one_as(TownGroup, LOCKED, group_id)


async def make(
    db: Db, group_id: UUID, home: str | None, seq: int, head: bytes, upto: int = 0
) -> bool:
    """False when it is there."""
    return await db.run(MAKE, group_id, home, seq, head, upto, db.now) == 1


async def begin_anew(
    db: Db, group_id: UUID, home: str | None, seq: int, head: bytes, upto: int
) -> None:
    await db.run(BEGIN_ANEW, group_id, home, seq, head, upto)


async def moved_on(db: Db, group_id: UUID, seq: int, head: bytes) -> None:
    """Rows are written down up to there."""
    await db.run(MOVED_ON, group_id, seq, head)


async def made_since(db: Db, home: str, since: datetime) -> int:
    """How many copies of groups of a town were begun since then."""
    return int(await db.value(MADE_SINCE, home, since))


async def place(db: Db, group_id: UUID) -> GroupPlace | None:
    return await db.one_as(GroupPlace, PLACE, group_id)


async def groups(db: Db, conversation_ids: Iterable[UUID]) -> list[UUID]:
    """Those of these conversations that are groups."""
    return [row[0] for row in await db.rows(GROUPS, list(conversation_ids))]


async def domains(db: Db, group_id: UUID) -> dict[str, int]:
    """By town, after which row its first one came."""
    found = await db.all_as(TownInGroup, DOMAINS, group_id)
    return {one.domain: one.since for one in found}


async def last_of(db: Db, group_id: UUID, domain: str) -> int:
    return int(await db.value(LAST_OF, group_id, domain) or 0)


async def members(db: Db, group_id: UUID) -> list[GroupMemberRow]:
    """Who is in a group now."""
    return await db.all_as(GroupMemberRow, MEMBERS, group_id)


async def put_person(db: Db, group_id: UUID, pid: str, person_id: UUID) -> None:
    await db.run(PUT_PERSON, group_id, pid, person_id)


async def pid_of(db: Db, group_id: UUID, person_id: UUID) -> str | None:
    """What the group's town calls somebody."""
    found: str | None = await db.value(PID, group_id, person_id)
    return found


async def about(db: Db, group_id: UUID) -> dict[str, Any]:
    """What a group is called, announces, and its rules."""
    found = await db.row(ABOUT, group_id)
    assert found is not None
    return dict(found)


async def person(db: Db, group_id: UUID, pid: str) -> UUID | None:
    found: UUID | None = await db.value(PERSON, group_id, pid)
    return found


async def put_added(db: Db, group_id: UUID, pid: str, signed: SignedSay) -> None:
    """Keeps what the town of who added somebody signed; they were named before."""
    await db.run(PUT_ADDED, group_id, pid, msgspec.to_builtins(signed))


async def added(db: Db, group_id: UUID, pids: Iterable[str]) -> dict[str, SignedSay]:
    """By pid, what the town of who added somebody last signed."""
    rows = await db.rows(ADDED, group_id, list(pids))
    return {pid: msgspec.convert(signed, SignedSay) for pid, signed in rows}


async def own_left(db: Db, group_id: UUID) -> int:
    """How many people of this town are in it."""
    return int(await db.value(OWN_LEFT, group_id))


async def owner(db: Db, group_id: UUID) -> UUID:
    """Who made a group, as far as this town knows."""
    found: UUID = await db.value(OWNER, group_id)
    return found


async def set_home(
    db: Db, group_id: UUID, home: str | None, term: int, claim: dict[str, Any] | None
) -> None:
    """Another town orders it from now on, None for this one."""
    await db.run(SET_HOME, group_id, home, term, claim)


async def set_upto(db: Db, group_id: UUID, seq: int) -> None:
    await db.run(SET_UPTO, group_id, seq)


async def claim_of(db: Db, group_id: UUID) -> dict[str, Any] | None:
    """By which claim the group lives where it does; None where it was made there."""
    found: dict[str, Any] | None = await db.value(CLAIM, group_id)
    return found


async def copies_of(db: Db, person_id: UUID) -> list[TownGroup]:
    """Groups of other towns in which somebody of this one is."""
    return await db.all_as(TownGroup, COPIES_OF, person_id)


async def spoken_in(db: Db, person_id: UUID) -> list[UUID]:
    """Groups across towns in which somebody is, or was."""
    return [row[0] for row in await db.rows(SPOKEN_IN, person_id)]


async def reached(db: Db, group_id: UUID, person_id: UUID) -> GroupReached | None:
    """How far somebody who is in it is."""
    return await db.one_as(GroupReached, REACHED, group_id, person_id)
