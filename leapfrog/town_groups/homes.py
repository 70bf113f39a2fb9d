"""Where a group lives: what its people are shown of that, and who may carry it on in their own town
when its town does not answer any more.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import chat_archives, fediverse, identity, towns
from leapfrog.chat_archives import BroughtHistory
from leapfrog.kernel.db import Db
from leapfrog.town_groups import faces, silence, store, store_wishes, succession
from leapfrog.town_groups.errors import HomeAwake, NoTownGroup, NotYourTurn
from leapfrog.town_groups.model import What
from leapfrog.town_groups.store import GroupMemberRow, TownGroup


class GroupWaiting(msgspec.Struct, frozen=True):
    """A change that one asked for: `code`: why the group's town did not make it."""

    id: UUID
    what: What
    at: datetime
    code: str | None


class GroupHome(msgspec.Struct, frozen=True):
    """`home`: the town that orders the group; `here`: that is this one. `towns`: all in which there
    is a copy, whose operators can read it. `asleep_since`: since when it does not answer;
    `waiting`: how much of one's own waits for it. `may_carry_on`: one may do so now. `brought`:
    conversations of kind `archive`, in which one has what was said before it was told here.
    """

    home: str
    here: bool
    towns: list[str]
    asleep_since: datetime | None
    waiting: int
    may_carry_on: bool
    changes: list[GroupWaiting]
    brought: list[BroughtHistory]


async def home_of(db: Db, me: UUID, group_id: UUID) -> GroupHome:
    """Raises `NoTownGroup`."""
    group, site = await store.one(db, group_id), await fediverse.site(db)
    members = await store.members(db, group_id)
    if group is None or site is None or me not in {one.person_id for one in members}:
        raise NoTownGroup
    people = await identity.named(db, [one.person_id for one in members])
    there = {faces.domain_of(one) or site.domain for one in people.values()}
    home = group.home or site.domain
    asleep = await towns.asleep_since(db, group.home) if group.home else None
    wishes = await store_wishes.mine(db, group_id, me)
    return GroupHome(
        home=home,
        here=group.home is None,
        towns=sorted({home, *there}),
        asleep_since=asleep,
        waiting=len([one for one in wishes if one.code is None]),
        may_carry_on=await _refusal(db, group, me, members) is None,
        changes=[
            GroupWaiting(one.client_id, one.change["what"], one.at, one.code)
            for one in wishes
            if one.change
        ],
        brought=await chat_archives.brought_of(db, me, group_id),
    )


async def _refusal(
    db: Db, group: TownGroup, me: UUID, members: list[GroupMemberRow]
) -> HomeAwake | NotYourTurn | None:
    """Why somebody may not carry it on here: its town answers, or another one is to do it."""
    asleep = await towns.asleep_since(db, group.home) if group.home else None
    if asleep is None:
        return HomeAwake()
    mine = next(one for one in members if one.person_id == me)
    if db.now - asleep < silence.needed(mine.role):
        return HomeAwake()
    if mine.role == "owner":
        return None
    return (
        None if await succession.first(db, group.id, members, group.home) == me else NotYourTurn()
    )


async def carry_on(db: Db, me: UUID, group_id: UUID) -> None:
    """This town orders the group from now on. Raises `NoTownGroup`, `HomeAwake`, `NotYourTurn`."""
    group = await store.one(db, group_id)
    members = await store.members(db, group_id)
    if group is None or me not in {one.person_id for one in members}:
        raise NoTownGroup
    if group.home is None:
        return
    refused = await _refusal(db, group, me, members)
    if refused:
        raise refused
    await succession.claim(db, me, group)
